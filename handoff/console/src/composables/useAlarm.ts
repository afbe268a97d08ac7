import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from "vue";
import type { Alert } from "../aidTypes";
import { newcomers, stillWaiting } from "../logic/alarm";
import { rings } from "../logic/alerts";
import { recall, remember } from "../logic/keepsake";
import { alarm, title } from "../messages";
import type { Summary } from "../types";
import { useBeep } from "./useBeep";

export interface Alarm {
  muted: Ref<boolean>;
  unseen: Ref<Set<string>>;
  /** The sound is wanted, but the browser waits for a first click. */
  blocked: Ref<boolean>;
  ringing: ComputedRef<boolean>;
  /** The agent has the waiting list, or this one conversation, before their eyes. */
  looked: (id?: string) => void;
}

const RING_EVERY = 10_000;
/** What was looked at but not acknowledged goes on ringing, more patiently: at every third stroke. */
const PATIENT = 3;
const FLASH_EVERY = 1_000;

/** Rings until each alert is acknowledged, and flashes the title for each new handoff until it was looked at. */
export function useAlarm(waiting: Ref<Summary[]>, alerts: Ref<Alert[]>, quiet: Ref<boolean>): Alarm {
  const muted = ref(recall("muted", false));
  const unseen = ref(new Set<string>());
  const { beep, blocked } = useBeep();
  let before = new Set<string>();
  let lit = false;

  let stroke = 0;
  const sounding = computed(() => alerts.value.filter(rings));
  const urgent = (): boolean => sounding.value.some((one) => one.severity === "urgent");

  function ring(): void {
    // An emergency is heard through the mute, and through an absence too.
    if (urgent()) return beep(true);
    if (!muted.value && !quiet.value) beep(false);
  }

  function strike(): void {
    stroke += 1;
    const patient = !unseen.value.size && !urgent();
    if (unseen.value.size || (sounding.value.length && (!patient || stroke % PATIENT === 0))) ring();
  }

  function paintTitle(): void {
    lit = !lit && unseen.value.size > 0;
    const count = waiting.value.length;
    document.title = lit ? alarm.flash(count) : count ? `(${count}) ${title}` : title;
  }

  watch(
    waiting,
    (now) => {
      const fresh = newcomers(before, now);
      before = new Set(now.map((one) => one.id));
      unseen.value = new Set([...stillWaiting(unseen.value, now), ...fresh]);
      if (fresh.length) ring();
      paintTitle();
    },
    { immediate: true },
  );
  watch(alerts, (now, before) => {
    const known = new Set(before.map((one) => one.id));
    if (now.some((one) => !known.has(one.id) && one.kind !== "handoff")) ring();
  });
  watch(muted, (value) => remember("muted", value));

  const ringer = setInterval(strike, RING_EVERY);
  const painter = setInterval(paintTitle, FLASH_EVERY);
  onScopeDispose(() => {
    clearInterval(ringer);
    clearInterval(painter);
    document.title = title;
  });

  return {
    muted,
    unseen,
    blocked,
    ringing: computed(() => unseen.value.size > 0 || sounding.value.length > 0),
    looked: (id) => {
      unseen.value = id ? new Set([...unseen.value].filter((one) => one !== id)) : new Set();
    },
  };
}
