import { nextTick, onScopeDispose, ref, watch, type Ref } from "vue";

const MOVES: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at <= 0 ? count : at) - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * A small menu that opens by its button and shuts by Escape, a choice, or a press elsewhere. Where its items have
 * a menu's roles, the arrows walk through them and its opening leads into it.
 */
export function useMenu(root: Readonly<Ref<HTMLElement | null>>): { open: Ref<boolean>; shut: () => void } {
  const open = ref(false);
  const shut = (): void => {
    open.value = false;
  };
  const items = (): HTMLElement[] => [...(root.value?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  const onPress = (event: PointerEvent): void => {
    if (!(event.target instanceof Node) || !root.value?.contains(event.target)) shut();
  };
  function onKey(event: KeyboardEvent): void {
    if (!open.value) return;
    if (event.key === "Escape") {
      shut();
      root.value?.querySelector("button")?.focus();
      return;
    }
    const [move, all] = [MOVES[event.key], items()];
    if (!move || !all.length || !root.value?.contains(document.activeElement)) return;
    event.preventDefault();
    all[move(all.indexOf(document.activeElement as HTMLElement), all.length)]?.focus();
  }
  watch(open, async (now) => {
    await nextTick();
    if (now) items()[0]?.focus({ preventScroll: true });
  });
  addEventListener("pointerdown", onPress);
  addEventListener("keydown", onKey);
  onScopeDispose(() => {
    removeEventListener("pointerdown", onPress);
    removeEventListener("keydown", onKey);
  });
  return { open, shut };
}
