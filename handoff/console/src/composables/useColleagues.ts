import { shallowRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import type { Colleague } from "../types";

export interface Colleagues {
  all: Ref<Colleague[]>;
  load: () => Promise<void>;
  update: (one: Colleague) => void;
  nameOf: (id: string) => string;
}

/** Who else answers for these estates, and who of them is there. */
export function useColleagues(desk: Desk): Colleagues {
  const all = shallowRef<Colleague[]>([]);
  return {
    all,
    load: async () => {
      all.value = await desk.colleagues();
    },
    update: (one) => {
      all.value = [...all.value.filter((other) => other.id !== one.id), one];
    },
    nameOf: (id) => all.value.find((one) => one.id === id)?.name ?? "",
  };
}
