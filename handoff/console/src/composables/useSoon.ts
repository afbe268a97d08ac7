import { onScopeDispose, ref, shallowRef, watch, type Ref } from "vue";

export interface Soon<T> {
  found: Ref<T | null>;
  asking: Ref<boolean>;
  problem: Ref<boolean>;
}

/** Asks when `what` has not changed for `delay` ms; an answer to an older question is dropped. Null asks nothing. */
export function useSoon<T>(what: () => string | null, ask: (what: string) => Promise<T>, delay: number): Soon<T> {
  const found = shallowRef<T | null>(null);
  const asking = ref(false);
  const problem = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = "";

  async function go(wanted: string): Promise<void> {
    asking.value = true;
    const answer = await ask(wanted).catch(() => undefined);
    if (latest !== wanted) return;
    asking.value = false;
    problem.value = answer === undefined;
    found.value = answer ?? null;
  }

  watch(
    what,
    (wanted) => {
      clearTimeout(timer);
      latest = wanted ?? "";
      found.value = null;
      problem.value = false;
      asking.value = wanted !== null;
      if (wanted !== null) timer = setTimeout(() => void go(wanted), delay);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { found, asking, problem };
}
