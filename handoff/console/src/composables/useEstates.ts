import { ref, type Ref } from "vue";
import type { Desk } from "../api/desk";
import type { Named } from "../types";

/** The agent's estates by name; by id until the name is known. */
export function useEstates(desk: Desk, ids: readonly string[]): Ref<Named[]> {
  const estates = ref(ids.map((id) => ({ id, name: id })));
  estates.value.forEach((estate) => {
    desk.estateName(estate.id).then(
      (name) => (estate.name = name),
      () => undefined, // The id stays; every row of the list says the name anyway.
    );
  });
  return estates;
}
