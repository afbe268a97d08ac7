/** What helps an agent beside the conversation itself: docs/api.md, "Alert", "Promise", "Canned reply", "Incident". */
import type { Named, Reason, UrgencyClass } from "./types";

export type Rung = "console" | "sound" | "desktop" | "webhook" | "supervisor" | "management";

export interface Alert {
  id: string;
  estate: string;
  kind: string;
  class: UrgencyClass;
  severity: "notice" | "alarm" | "overdue" | "urgent";
  state: "open" | "acknowledged" | "ended";
  text: string;
  reason: Reason | null;
  conversation_id: string | null;
  ticket: string | null;
  promise_id: string | null;
  due_at: string;
  raised_at: string;
  rungs: { rung: Rung; at: string }[];
  acknowledged: { by: Named; at: string } | null;
}

export interface LedgerPromise {
  id: string;
  estate: string;
  text: string;
  due_at: string;
  reminded_at: string; // from then on it is due, by the desk's reckoning
  state: "open" | "due" | "broken" | "kept" | "released";
  at: string;
  conversation_id: string | null;
  ticket: string | null;
}

/** A promise in the ledger: with whom it was made to, masked, and the agent who sees to it. */
export interface LedgerLine extends LedgerPromise {
  to: { name: string | null; house: string | null } | null;
  owner: Named | null;
  kept: { by: { name?: string | null }; at: string; note: string; late: boolean } | null;
}

export interface PromiseProposal {
  text: string;
  due_at: string;
}

export interface CannedReply {
  id: string;
  estate: string | null;
  owner: "me" | "estate";
  shortcut: string;
  title: string;
  text: string;
}

export interface KnowledgeHit {
  entry_id: string;
  title: string;
  answer: string;
  source: { document: string; section?: string | null } | null;
  confidence: number | null;
}

export interface Incident {
  id: string;
  estate: string;
  building: string | null;
  facility: string;
  state: "proposed" | "open" | "dismissed" | "closed";
  households: number;
  /** How many of them are proven: bound by a code, or known to an agent. */
  proven: number;
  /** None is proven, and nobody has said anything else in a conversation that had just begun. */
  only_new: boolean;
  unknown: number;
  conversations: string[];
  proposed_at: string;
  status: string;
}

/** What the list shows: an empty field lets all through. */
export interface ListFilter {
  estate: string;
  class: string;
  channel: string;
  reason: string;
}

export interface SavedFilter {
  name: string;
  query: Partial<ListFilter>;
}
