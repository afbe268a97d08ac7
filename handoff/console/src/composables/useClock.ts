import { onScopeDispose, ref, type Ref } from "vue";
import { offsetFrom } from "../logic/clock";
import type { Summary } from "../types";

export interface Clock {
  /** The desk's time in ms, told once a second. */
  now: Ref<number>;
  /** Sets the clock by a listing that has just arrived. */
  setBy: (summaries: readonly Summary[]) => void;
}

export function useClock(): Clock {
  let offset = 0;
  const now = ref(Date.now());
  const tick = (): void => {
    now.value = Date.now() + offset;
  };
  const timer = setInterval(tick, 1000);
  onScopeDispose(() => clearInterval(timer));

  function setBy(summaries: readonly Summary[]): void {
    const measured = summaries.find((one) => one.waiting_since && one.waiting_seconds !== null);
    if (!measured?.waiting_since || measured.waiting_seconds === null) return;
    offset = offsetFrom(measured.waiting_since, measured.waiting_seconds, Date.now());
    tick();
  }

  return { now, setBy };
}
