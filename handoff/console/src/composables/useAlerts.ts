import { computed, shallowRef, type ComputedRef, type Ref } from "vue";
import type { Alert } from "../aidTypes";
import type { Aids } from "../api/aids";
import { sentence } from "../api/request";
import { inOrder } from "../logic/alerts";
import { alerts as words } from "../messages";
import { say } from "../say";

export interface Alerts {
  /** Open ones, the most severe first. */
  open: ComputedRef<Alert[]>;
  urgent: ComputedRef<Alert[]>;
  problem: Ref<string>;
  load: () => Promise<void>;
  /** Takes what the feed brought: one that changed, or all that are open. */
  heard: (alert: Alert) => void;
  replace: (alerts: readonly Alert[]) => void;
  acknowledge: (alert: Alert) => Promise<void>;
  /** Says that the promise behind the alert was kept. */
  keep: (alert: Alert) => Promise<void>;
}

type Asked = Pick<Aids, "openAlerts" | "acknowledge" | "keepPromise">;

/** What must not be overlooked, until a person acknowledges it. */
export function useAlerts(desk: Asked): Alerts {
  const known = shallowRef(new Map<string, Alert>());
  const problem = shallowRef("");
  const open = computed(() => inOrder(known.value.values()));

  function replace(alerts: readonly Alert[]): void {
    known.value = new Map(alerts.map((one) => [one.id, one]));
    problem.value = "";
  }

  function heard(alert: Alert): void {
    const next = new Map(known.value);
    if (alert.state === "open") next.set(alert.id, alert);
    else next.delete(alert.id);
    known.value = next;
  }

  async function load(): Promise<void> {
    try {
      replace(await desk.openAlerts());
    } catch (error) {
      problem.value = sentence(error);
    }
  }

  async function attempt(act: () => Promise<void>, done: string): Promise<void> {
    try {
      await act();
      say("success", done);
    } catch (error) {
      say("warning", sentence(error));
      await load();
    }
  }

  return {
    open,
    urgent: computed(() => open.value.filter((one) => one.severity === "urgent")),
    problem,
    load,
    heard,
    replace,
    acknowledge: (alert) => attempt(async () => heard(await desk.acknowledge(alert.id)), words.acknowledged),
    keep: (alert) =>
      attempt(async () => {
        if (alert.promise_id) await desk.keepPromise(alert.promise_id, words.keepNote);
        heard({ ...alert, state: "ended" });
      }, words.kept),
  };
}
