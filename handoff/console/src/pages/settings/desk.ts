/** The desk's verbs for the settings. */
import type { CannedReply } from "../../aidTypes";
import { ask } from "../../api/request";
import type { Limit, Metric } from "../../figureTypes";
import type { AuditPage, Climbing, HouseCode, Hours, Newcomer, Person, Profile, ServiceTimes, Targets, Webhook } from "./types";

export type CannedDraft = Pick<CannedReply, "estate" | "shortcut" | "title" | "text">;

const part = encodeURIComponent;
const estateAt = (estate: string, what: string): string => `/estates/${part(estate)}/${what}`;
const ALERTS = 30;

export const settingsDesk = {
  people: async (): Promise<Person[]> => (await ask<{ agents: Person[] }>("GET", "/agents")).agents,
  changePerson: (id: string, profile: Partial<Profile>): Promise<unknown> => ask("PUT", `/agents/${part(id)}`, profile),
  addPerson: (wanted: Newcomer): Promise<unknown> => ask("POST", "/agents", wanted),
  suspend: (id: string, reason: string): Promise<unknown> => ask("PUT", `/agents/${part(id)}/suspension`, { reason }),
  restore: (id: string): Promise<unknown> => ask("DELETE", `/agents/${part(id)}/suspension`),
  endSessions: (id: string): Promise<unknown> => ask("DELETE", `/agents/${part(id)}/sessions`),

  addCanned: (draft: CannedDraft): Promise<unknown> => ask("POST", "/canned-replies", draft),
  changeCanned: (id: string, draft: CannedDraft): Promise<unknown> => ask("PUT", `/canned-replies/${part(id)}`, draft),
  forgetCanned: (id: string): Promise<unknown> => ask("DELETE", `/canned-replies/${part(id)}`),

  times: (estate: string): Promise<ServiceTimes> => ask("GET", estateAt(estate, "service-times")),
  setTimes: (estate: string, hours: Hours, classes: Targets): Promise<unknown> =>
    ask("PUT", estateAt(estate, "service-times"), { hours, classes }),

  limits: async (estate: string): Promise<Record<Metric, Limit>> =>
    (await ask<{ limits: Record<Metric, Limit> }>("GET", estateAt(estate, "metric-limits"))).limits,
  /** What is left out is as usual again. */
  setLimits: (estate: string, own: Partial<Record<Metric, number>>): Promise<unknown> =>
    ask("PUT", estateAt(estate, "metric-limits"), own),

  alerts: async (estate: string): Promise<Climbing[]> =>
    (await ask<{ alerts: Climbing[] }>("GET", `/alerts?estate=${part(estate)}&limit=${ALERTS}`)).alerts,
  webhook: (estate: string): Promise<Webhook> => ask("GET", estateAt(estate, "webhook")),
  setWebhook: (estate: string, url: string | null): Promise<unknown> => ask("PUT", estateAt(estate, "webhook"), { url }),
  tryWebhook: (estate: string): Promise<{ delivered: boolean; failure: string | null }> =>
    ask("POST", `${estateAt(estate, "webhook")}/trial`, {}),

  houseCode: (estate: string, room: string): Promise<HouseCode> => ask("POST", "/house-codes", { estate, room }),

  audit: (estate: string, agent: string, after: number | null): Promise<AuditPage> => {
    const query = new URLSearchParams({ ...(estate && { estate }), ...(agent && { agent }) });
    if (after) query.set("after", String(after));
    return ask("GET", `/audit?${query}`);
  },
};
