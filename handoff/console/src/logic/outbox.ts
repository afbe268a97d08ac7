/** Lines that were sent but are not yet known to be stored; they survive a reload under the same key. */

export interface Pending {
  client_key: string;
  text: string;
  /** The id of a picture that was handed in; its words may be none. */
  picture?: string;
  private: boolean;
  state: "sending" | "failed";
  problem: string;
}

/** At least 122 random bits; works without crypto.randomUUID, which plain-http pages lack. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** After a reload nobody knows what became of a line on its way: it may be sent again under its key. */
export function afterReload(lines: readonly Pending[], problem: string): Pending[] {
  return lines.map((line) => (line.state === "sending" ? { ...line, state: "failed", problem } : line));
}

/** Words that were refused go back in front of what was written since. */
export function backToDraft(refused: string, draft: string): string {
  return draft.trim() ? `${refused}\n${draft}` : refused;
}
