import { computed, shallowRef, type ComputedRef } from "vue";
import type { Incident } from "../aidTypes";
import type { Aids } from "../api/aids";
import { sentence } from "../api/request";
import { incidents as words } from "../messages";
import { say } from "../say";

export interface Incidents {
  proposed: ComputedRef<Incident[]>;
  /** The open incident that a conversation belongs to. */
  of: (conversation: string) => Incident | undefined;
  load: () => Promise<void>;
  heard: (incident: Incident) => void;
  open: (incident: Incident) => Promise<void>;
  dismiss: (incident: Incident, reason: string) => Promise<boolean>;
}

/** Many like reports as one master incident: what is proposed, and what is going on. */
export function useIncidents(desk: Pick<Aids, "incidents" | "openIncident" | "dismissIncident">): Incidents {
  const known = shallowRef(new Map<string, Incident>());

  function heard(incident: Incident): void {
    known.value = new Map(known.value).set(incident.id, incident);
  }

  async function load(): Promise<void> {
    try {
      known.value = new Map((await desk.incidents()).map((one) => [one.id, one]));
    } catch {
      // Asked for again with the next recovery; the feed brings every change meanwhile.
    }
  }

  async function attempt(act: () => Promise<Incident>, done: string): Promise<boolean> {
    try {
      heard(await act());
      say("success", done);
      return true;
    } catch (error) {
      say("warning", sentence(error));
      await load();
      return false;
    }
  }

  return {
    proposed: computed(() => [...known.value.values()].filter((one) => one.state === "proposed")),
    of: (conversation) =>
      [...known.value.values()].find((one) => one.state === "open" && one.conversations.includes(conversation)),
    load,
    heard,
    open: async (one) => void (await attempt(() => desk.openIncident(one.id), words.opened)),
    dismiss: (one, reason) => attempt(() => desk.dismissIncident(one.id, reason), words.dismissed),
  };
}
