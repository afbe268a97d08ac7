import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from "vue";
import { newcomers, stillWaiting } from "../logic/alarm";
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
const FLASH_EVERY = 1_000;

/** Rings and flashes the title for each new handoff until someone at this screen has looked. */
export function useAlarm(waiting: Ref<Summary[]>, quiet: Ref<boolean>): Alarm {
  const muted = ref(recall("muted", false));
  const unseen = ref(new Set<string>());
  const { beep, blocked } = useBeep();
  let before = new Set<string>();
  let lit = false;

  const urgent = (): boolean => waiting.value.some((one) => unseen.value.has(one.id) && one.class === "urgent");
  function ring(): void {
    if (unseen.value.size && !muted.value && !quiet.value) beep(urgent());
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
  watch(muted, (value) => remember("muted", value));

  const ringer = setInterval(ring, RING_EVERY);
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
    ringing: computed(() => unseen.value.size > 0),
    looked: (id) => {
      unseen.value = id ? new Set([...unseen.value].filter((one) => one !== id)) : new Set();
    },
  };
}
