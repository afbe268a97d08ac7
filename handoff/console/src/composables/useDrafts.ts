import { reactive } from "vue";
import { recall, remember } from "../logic/keepsake";

export interface Drafts {
  reply: (id: string) => string;
  note: (id: string) => string;
  write: (id: string, kind: "reply" | "note", text: string) => void;
}

/** What was begun and not sent, one for each conversation and kind; survives a reload. */
export function useDrafts(me: string): Drafts {
  const memory = `drafts.${me}`;
  const texts = reactive(recall<Record<string, string>>(memory, {}));
  const at = (id: string, kind: "reply" | "note"): string => (kind === "note" ? `${id}#note` : id);
  return {
    reply: (id) => texts[at(id, "reply")] ?? "",
    note: (id) => texts[at(id, "note")] ?? "",
    write: (id, kind, text) => {
      if (text) texts[at(id, kind)] = text;
      else Reflect.deleteProperty(texts, at(id, kind));
      remember(memory, Object.keys(texts).length ? texts : null);
    },
  };
}
