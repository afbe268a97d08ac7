/** Which key asks for what. Plain keys outside text fields, the same with Alt inside them. */
import type { PageName } from "../pages/pages";

export type Command =
  | "mine"
  | "queue"
  | "all"
  | "next"
  | "previous"
  | "claim"
  | "reply"
  | "note"
  | "transfer"
  | "putBack"
  | "close"
  | "openTicket"
  | "info"
  | "mute"
  | "alerts"
  | "acknowledge"
  | "lookUp"
  | "whisper"
  | "takeOver"
  | "search"
  | "sheet"
  | PageName;

export interface Press {
  code: string;
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
}

const byCode: Record<string, Command> = {
  Digit1: "mine",
  Digit2: "queue",
  Digit3: "all",
  Digit4: "tickets",
  Digit5: "board",
  Digit6: "knowledge",
  Digit7: "figures",
  Digit8: "settings",
  Digit9: "promises",
  KeyJ: "next",
  KeyK: "previous",
  KeyA: "claim",
  KeyR: "reply",
  KeyN: "note",
  KeyT: "transfer",
  KeyQ: "putBack",
  KeyE: "close",
  KeyC: "openTicket",
  KeyI: "info",
  KeyM: "mute",
  KeyB: "alerts",
  KeyO: "acknowledge",
  KeyF: "lookUp",
  KeyW: "whisper",
  KeyG: "takeOver",
};

export function commandOf(press: Press, inField: boolean): Command | null {
  if (press.ctrlKey || press.metaKey || press.isComposing) return null;
  if (inField && !press.altKey) return null;
  if (press.key === "?" || press.key === "？" || (press.altKey && press.code === "Slash" && press.shiftKey))
    return "sheet";
  if (press.shiftKey) return null;
  if (press.code === "Slash") return "search";
  return byCode[press.code] ?? null;
}
