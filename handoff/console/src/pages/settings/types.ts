/** What is set in the settings: docs/api.md, "People, routing, the supervisor", "Service times", "Alert". */
import type { Alert, Rung } from "../../aidTypes";
import type { Colleague, Named, UrgencyClass } from "../../types";

/** Days are 1 (Monday) to 7, hours are China's; `to` before `from` is the next day's. */
export interface Shift {
  days: number[];
  from: string;
  to: string;
}

export interface Person extends Colleague {
  skills: string[];
  buildings: Record<string, string[]>;
  capacity: number;
  load: number;
  shifts: Shift[];
  on_shift: boolean;
  /** Since when the account is closed to them. */
  suspended_at: string | null;
}

/** Whose account is to be opened. */
export interface Newcomer {
  username: string;
  name: string;
  grade: number;
  estate: string;
  password: string;
}

export type Profile = Pick<Person, "name" | "grade" | "skills" | "buildings" | "capacity" | "shifts">;

export type Stretch = [begin: string, end: string];
export type Target = { minutes: number; clock: "always" | "service" } | { working_days: number };
export type Targets = Record<UrgencyClass, { response: Target; resolution: Target }>;
export type Hours = Record<"working_days" | "days_off", Stretch[]>;

export interface ServiceTimes {
  hours: Hours;
  classes: Targets;
  calendar: {
    until: string;
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

export interface RungStanding {
  rung: Rung;
  at: string;
  delivered_at: string | null;
  failure: string | null;
}

export type Climbing = Omit<Alert, "rungs"> & { rungs: RungStanding[] };

export interface HouseCode {
  code: string;
  room: string;
  expires_at: string;
}

export interface AuditRecord {
  seq: number;
  action: string;
  by: Named;
  at: string;
  subject: string;
  why: string;
}

export interface AuditPage {
  records: AuditRecord[];
  next: number | null;
}
