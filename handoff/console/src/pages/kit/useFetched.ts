import { onScopeDispose, ref, shallowRef, type Ref } from "vue";
import { sentence } from "../../api/request";

export interface Fetched<T> {
  data: Ref<T | null>;
  loading: Ref<boolean>;
  problem: Ref<string>;
  /** Fetches again; an answer that was overtaken by a later question is dropped. */
  load: () => Promise<void>;
  /** Fetches again within a moment, once for a burst of calls. */
  loadSoon: () => void;
}

const BURST = 1_000;

/** What a page shows, with its loading and its failure. What was shown stays while it is fetched anew. */
export function useFetched<T>(fetch: () => Promise<T>): Fetched<T> {
  const data = shallowRef<T | null>(null);
  const loading = ref(false);
  const problem = ref("");
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const mine = (asked += 1);
    loading.value = true;
    try {
      const found = await fetch();
      if (mine !== asked) return;
      data.value = found;
      problem.value = "";
    } catch (error) {
      if (mine === asked) problem.value = sentence(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  onScopeDispose(() => {
    asked += 1;
    clearTimeout(timer);
  });
  return {
    data,
    loading,
    problem,
    load,
    loadSoon: () => {
      timer ??= setTimeout(() => void load(), BURST);
    },
  };
}
