/** The supervisor's board and what hangs on it: docs/api.md, "Board", "Alert", "Incidents", "Ratings". */
import type { Colleague, Named, UrgencyClass } from "../../types";

export interface Busy extends Colleague {
  load: number;
  capacity: number;
  on_shift: boolean;
  lease_until: string | null;
  conversations: { id: string; class: UrgencyClass | null; since: string }[];
}

export interface Breach {
  conversation_id: string;
  class: UrgencyClass;
  due_at: string;
  agent: Named | null;
}

export interface Board {
  at: string;
  waiting: Record<UrgencyClass | "total", number>;
  longest: { conversation_id: string; class: UrgencyClass; seconds: number } | null;
  holders: { queue: number; agent: number; bot: number };
  agents: Busy[];
  breaches: Breach[];
  ratings_due: number;
  incidents: { proposed: number; open: number };
}

export interface OpenAlert {
  id: string;
  severity: "notice" | "alarm" | "overdue" | "urgent";
  state: "open" | "acknowledged" | "ended";
  text: string;
  conversation_id: string | null;
  ticket: string | null;
  raised_at: string;
}

export interface Incident {
  id: string;
  estate: string;
  building: string | null;
  facility: string;
  state: "proposed" | "open" | "dismissed" | "closed";
  households: number;
  proven: number;
  only_new: boolean;
  unknown: number;
  evidence: { conversation_id: string; seq: number; text: string; at: string; building: string | null }[];
  conversations: string[];
  updates: { id: string; text: string; by: { name?: string }; at: string; told: number }[];
  proposed_at: string;
  opened_at: string | null;
  dismissal: { reason: string; at: string } | null;
  closure: { text: string; at: string } | null;
  status: string;
}

export interface RatedService {
  closure_id: string;
  conversation_id: string;
  agent: Named;
  score: number;
  comment: string | null;
  at: string;
}

/** What a supervisor does with a conversation. */
export type Lead = { verb: "whisper" | "takeOver" | "assign"; conversation: string; holder: Named | null };
