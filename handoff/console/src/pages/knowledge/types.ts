/** Knowledge as the desk shows it: docs/api.md, "Knowledge". */
import type { Named } from "../../types";

export type EntryState = "in_force" | "new" | "changed" | "removed";

export interface EntryFields {
  group: string;
  title: string;
  questions: string[];
  answer: string;
  audience: string[];
  buildings: string[];
  valid_from: string | null;
  valid_until: string | null;
  source: { document: string; section: string } | null;
  also: string[];
}

export interface Entry extends EntryFields {
  id: string;
  estate: string;
  revision: number;
  state: EntryState;
  author: Named | null;
  at: string | null;
}

export type Listed = Omit<Entry, "questions"> & { question_count: number };

export interface Shelf {
  entries: Listed[];
  counts: Record<EntryState | "proposals", number>;
  version: string | null;
  published_at: string | null;
}

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

export interface Revision {
  revision: number;
  removed: boolean;
  origin: string;
  note: string;
  author: Named | null;
  at: string;
  fields: FieldChange[];
}

export interface Proposal {
  id: string;
  entry_id: string;
  title: string;
  fields: FieldChange[];
  note: string;
  author: Named;
  at: string;
}

export interface Life {
  entry: Entry | null;
  in_force: EntryFields | null;
  history: Revision[];
  proposals: Proposal[];
}

export interface Change {
  entry_id: string;
  title: string;
  kind: "new" | "changed" | "removed";
  fields: FieldChange[];
  author: Named | null;
  at: string | null;
}

export interface Draft {
  version: string | null;
  published_at: string | null;
  changes: Change[];
  problems: string[];
  warnings: string[];
}

interface Choice {
  entry_id: string | null;
  confidence: number | null;
}

export interface Gate {
  asked: number;
  right: number;
  broken: { question: string; entry_id: string; before: Choice | null; after: Choice | null }[];
  wrong: string[];
  notes: string[];
}

export interface Publication {
  id: string;
  state: "running" | "published" | "refused" | "failed";
  note: string;
  by: Named;
  began_at: string;
  ended_at: string | null;
  version: string | null;
  problems: string[];
  lines?: string[];
  gate?: Gate | null;
  changes?: Change[];
}

export interface Versions {
  current: string | null;
  versions: { version: string; published_at: string; entries: number; previous: string | null; note: string; by: Named | null }[];
}

export interface Cluster {
  id: string;
  question: string;
  count: number;
  residents: number;
  reasons: Record<string, number>;
  first_at: string;
  last_at: string;
  examples: { question: string; conversation_id: string; seq: number; at: string }[];
  reply: { text: string; agent: string | null; conversation_id: string; seq: number } | null;
  nearest: { entry_id: string; title: string; confidence: number | null } | null;
}

export interface Misses {
  clusters: Cluster[];
  window: { from: string; to: string };
}

export interface Point {
  threshold: number;
  answered: number;
  clarified: number;
  handoffs: number;
  wrong: number;
  agent_hours: number | null;
}

export interface Simulation {
  threshold: number;
  window: { from: string; to: string };
  decisions: number;
  told_right: number;
  told_wrong: number;
  minutes_per_handoff: number | null;
  points: Point[];
}
