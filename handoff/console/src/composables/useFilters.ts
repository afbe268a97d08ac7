import { computed, reactive, shallowRef, type ComputedRef, type Ref } from "vue";
import type { ListFilter, SavedFilter } from "../aidTypes";
import type { Aids } from "../api/aids";
import { sentence } from "../api/request";
import { NO_FILTER } from "../logic/assist";
import { say } from "../say";

export interface Filters {
  chosen: ListFilter;
  /** How many fields are set. */
  count: ComputedRef<number>;
  saved: Ref<SavedFilter[]>;
  apply: (query: Partial<ListFilter>) => void;
  load: () => Promise<void>;
  save: (name: string) => Promise<boolean>;
  remove: (name: string) => Promise<boolean>;
}

/** What the list lets through; the named ones are kept by the desk, so they come along to any computer. */
export function useFilters(desk: Pick<Aids, "filters" | "keepFilters">): Filters {
  const chosen = reactive({ ...NO_FILTER });
  const saved = shallowRef<SavedFilter[]>([]);

  async function keep(filters: SavedFilter[]): Promise<boolean> {
    try {
      saved.value = await desk.keepFilters(filters);
      return true;
    } catch (error) {
      say("warning", sentence(error));
      return false;
    }
  }

  return {
    chosen,
    count: computed(() => Object.values(chosen).filter(Boolean).length),
    saved,
    apply: (query) => Object.assign(chosen, NO_FILTER, query),
    load: async () => {
      try {
        saved.value = await desk.filters();
      } catch {
        saved.value = []; // The list works without them; the next recovery asks again.
      }
    },
    save: (name) => keep([...saved.value.filter((one) => one.name !== name), { name, query: { ...chosen } }]),
    remove: (name) => keep(saved.value.filter((one) => one.name !== name)),
  };
}
