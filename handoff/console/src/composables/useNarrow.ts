import { onScopeDispose, ref, type Ref } from "vue";

/** Whether the screen shows one pane at a time; follows a phone that is turned. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = matchMedia("(max-width: 760px)");
  const narrow = ref(query.matches);
  const read = (): void => {
    narrow.value = query.matches;
  };
  query.addEventListener("change", read);
  onScopeDispose(() => query.removeEventListener("change", read));
  return narrow;
}
