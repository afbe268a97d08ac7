/** What is set up for an estate: docs/api.md, "People", "Canned reply", "Service times". */
import type { Colleague, UrgencyClass } from "../../types";

export interface Shift {
  days: number[];
  from: string;
  to: string;
}

export interface Profile extends Colleague {
  skills: string[];
  buildings: Record<string, string[]>;
  capacity: number;
  load: number;
  shifts: Shift[];
  on_shift: boolean;
}

export interface CannedReply {
  id: string;
  estate: string | null;
  owner: "me" | "estate";
  shortcut: string;
  title: string;
  text: string;
}

export type Target = { minutes: number; clock: "always" | "service" } | { working_days: number };

export interface ServiceTimes {
  estate: string;
  hours: { working_days: [string, string][]; days_off: [string, string][] };
  classes: Record<UrgencyClass, { response: Target; resolution: Target }>;
  calendar: {
    source: string;
    until: string;
    override: string | null;
    refused: string | null;
    next: { date: string; working: boolean; name: string | null }[];
  };
  open_now: boolean;
  opens_at: string | null;
}

export interface Webhook {
  masked: string | null;
  hosts: string[];
}
