/** Drafts as the desk keeps them, so that another computer, or who takes over, can go on. */
import type { Named } from "../types";
import { ask } from "./request";

export type DraftKind = "reply" | "note";

export interface KeptDraft {
  agent: Named;
  kind: DraftKind;
  text: string;
  /** Counts every change; never goes back. */
  version: number;
  at: string;
}

export interface DraftDesk {
  /** One's own; in a conversation of one's own also the replies that colleagues have begun. */
  drafts(conversation: string): Promise<KeptDraft[]>;
  /** Keeps words written upon `version`; refused as `stale` where another computer wrote something else. */
  keepDraft(conversation: string, kind: DraftKind, text: string, version: number): Promise<KeptDraft>;
  /** Puts a colleague's begun reply in front of one's own. */
  takeDraft(conversation: string, agent: string): Promise<KeptDraft>;
}

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}/drafts`;

export const draftDesk: DraftDesk = {
  drafts: async (id) => (await ask<{ drafts: KeptDraft[] }>("GET", at(id))).drafts,
  // Goes on when the page is being left.
  keepDraft: async (id, kind, text, version) =>
    (await ask<{ draft: KeptDraft }>("PUT", `${at(id)}/${kind}`, { text, version }, { keepalive: true })).draft,
  takeDraft: async (id, agent) =>
    (await ask<{ draft: KeptDraft }>("POST", `${at(id)}/taking`, { agent_id: agent })).draft,
};
