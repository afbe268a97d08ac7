import { onScopeDispose, ref, type Ref } from "vue";

/** A small menu that opens by its button and shuts by Escape, a choice, or a press elsewhere. */
export function useMenu(root: Readonly<Ref<HTMLElement | null>>): { open: Ref<boolean>; shut: () => void } {
  const open = ref(false);
  const shut = (): void => {
    open.value = false;
  };
  const onPress = (event: PointerEvent): void => {
    if (!(event.target instanceof Node) || !root.value?.contains(event.target)) shut();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open.value) return;
    shut();
    root.value?.querySelector("button")?.focus();
  };
  addEventListener("pointerdown", onPress);
  addEventListener("keydown", onKey);
  onScopeDispose(() => {
    removeEventListener("pointerdown", onPress);
    removeEventListener("keydown", onKey);
  });
  return { open, shut };
}
