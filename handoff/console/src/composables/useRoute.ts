import { computed, onScopeDispose, ref, type ComputedRef } from "vue";

export interface Route {
  conversation: ComputedRef<string | null>;
  /** On a phone: the context pane is on top of the transcript. */
  info: ComputedRef<boolean>;
  go: (conversation: string | null, info?: boolean) => void;
  back: () => void;
}

/** Which conversation is open stands in the address, so a reload and the phone's back key do what one expects. */
export function useRoute(): Route {
  const hash = ref(location.hash);
  const read = (): void => {
    hash.value = location.hash;
  };
  addEventListener("hashchange", read);
  onScopeDispose(() => removeEventListener("hashchange", read));

  const parts = computed(() => hash.value.replace(/^#\/?/, "").split("/"));
  const conversation = computed(() => (parts.value[0] ? decodeURIComponent(parts.value[0]) : null));
  const info = computed(() => parts.value[1] === "info");

  function go(id: string | null, withInfo = false): void {
    location.hash = id ? `#/${encodeURIComponent(id)}${withInfo ? "/info" : ""}` : "#/";
  }

  return {
    conversation,
    info,
    go,
    back: () => go(info.value ? conversation.value : null),
  };
}
