/** The shapes the desk sends and takes: docs/openapi.json, section "Agents". */

import type { Alert, Incident } from "./aidTypes";
import type { Ticket } from "./ticketTypes";

export type Holder = "bot" | "queue" | "agent" | "closed";
export type UrgencyClass = "urgent" | "important" | "general";
export type Reason =
  "asked" | "low_confidence" | "repeated_miss" | "repeated_question" | "upset" | "emergency" | "bot_failed" | "rule";

/** What a resident told of themselves, in full. */
export interface Bare {
  name?: string | null;
  room?: string | null;
  phone?: string | null;
}

export interface Named {
  id: string;
  name: string;
}

export interface Agent extends Named {
  username: string;
  grade: number;
  /** Ids; the names come with `GET /estates/{id}`. */
  estates: string[];
  presence: PresenceState;
  away_reason: string | null;
}

export type PresenceState = "online" | "away";

/** An agent as colleagues see them; `online` says whether their line is open and they are there. */
export interface Colleague extends Agent {
  online: boolean;
}

export interface Author {
  kind: "resident" | "bot" | "agent" | "system";
  name?: string | null;
}

export interface Candidate {
  entry_id: string;
  title: string;
  confidence: number;
}

export interface BotPart {
  act: string;
  entry_id?: string | null;
  confidence?: number | null;
  candidates?: Candidate[] | null;
  source?: { document: string; section?: string | null; valid_from?: string | null } | null;
  escalation?: { reason: Reason } | null;
  ticket?: { number: string } | null;
}

export interface Turn {
  seq: number;
  author: Author;
  kind: "text" | "choices" | "choice" | "image" | "card";
  text: string;
  at: string;
  client_key?: string | null;
  via?: "voice";
  delivery?: Delivery;
  choices?: { label: string; value: string }[] | null;
  attachment?: { id: string; width: number; height: number } | null;
  bot?: BotPart | null;
}

/** How far a line came that goes out to a messenger. */
export interface Delivery {
  state: "waiting" | "sent" | "failed";
  error?: string | null;
}

/** What the resident's messenger still takes. */
export interface Quota {
  left: number;
  of: number;
  until: string | null;
}

export interface Note {
  id: string;
  whisper?: boolean;
  after_seq: number;
  author: { name: string };
  text: string;
  at: string;
  client_key?: string | null;
}

export interface House {
  building?: string | null;
  unit?: string | null;
  room?: string | null;
}

export interface Summary {
  id: string;
  estate: string;
  estate_name: string;
  channel: string;
  quota?: Quota | null;
  offered_to?: Named | null;
  holder: Holder;
  agent: Named | null;
  reason: Reason | null;
  class: UrgencyClass | null;
  due_at: string | null;
  waiting_since: string | null;
  waiting_seconds: number | null;
  unread: number;
  last_turn: Pick<Turn, "seq" | "author" | "text" | "at"> | null;
  house: House | null;
  resident: { name?: string | null; phone?: string | null } | null;
  opened_at: string;
  updated_at: string;
}

/** What was before: each conversation with what is alike, and the house's other tickets. */
export interface Related {
  conversations: (Summary & { alike: ("phone" | "house")[] })[];
  tickets: Ticket[];
}

export interface EscalationRecord {
  id: string;
  reason: Reason;
  class: UrgencyClass;
  opened_at: string;
  claimed_at: string | null;
  ended_at: string | null;
}

export interface ClosureRecord {
  id: string;
  summary: string;
  resolved: boolean;
  agent_id: string;
  at: string;
}

export interface RatingRecord {
  score: number;
  comment: string | null;
  at: string;
}

export interface Detail extends Summary {
  escalations: EscalationRecord[];
  closures: ClosureRecord[];
  ratings: RatingRecord[];
}

export interface TurnsPage {
  turns: Turn[];
  notes: Note[];
  last_seq: number;
  holder: Holder;
  agent: Named | null;
}

/** application/vnd.linda.handoff.v1+json */
export interface Envelope {
  version: 1;
  conversation_id: string;
  estate: string;
  reason: Reason;
  evidence: {
    text?: string | null;
    confidence?: number | null;
    threshold?: number | null;
    candidates?: Candidate[] | null;
    rule?: string | null;
  };
  entities: { kind: string; text: string; value: unknown }[];
  slots: Record<string, unknown>;
  answers_shown: { seq: number; entry_id: string }[];
  mood: string | null;
  class: UrgencyClass | null;
  house: House | null;
  contact: string | { name?: string | null; phone?: string | null } | null;
  attachments: unknown[];
  transcript: { from_seq: number; to_seq: number; sha256: string };
  created_at: string;
}

export interface NewTurn {
  client_key: string;
  kind: "text" | "image";
  text?: string;
  attachment_id?: string;
  private?: boolean;
}

export type Posted = { turn: Turn; note?: undefined } | { note: Note; turn?: undefined };

export type Frame =
  | { type: "hello"; agent: Agent }
  | { type: "queue"; conversations: Summary[] }
  | { type: "turn"; conversation_id: string; turn: Turn }
  | { type: "note"; conversation_id: string; note: Note }
  | { type: "holder"; conversation_id: string; holder: Holder; agent: Named | null }
  | { type: "presence"; agent: Colleague }
  | { type: "alert"; conversation_id: string | null; alert: Alert; rung: string | null }
  | { type: "alerts"; alerts: Alert[] }
  | { type: "incident"; incident: Incident }
  | { type: "delivery"; conversation_id: string; seq: number; delivery: Delivery }
  | { type: "offer"; conversation_id: string; agent: Named; until: string }
  | { type: "typing"; conversation_id: string; by?: "resident" | "agent" }
  | { type: "read"; conversation_id: string; by?: "resident" | "agent"; seq?: number }
  | { type: "ticket"; ticket: Ticket }
  | { type: "resync" }
  | { type: "pong" };

export type ClientFrame =
  | { type: "typing"; conversation_id: string }
  | { type: "read"; conversation_id: string; seq: number }
  | { type: "ping" };
