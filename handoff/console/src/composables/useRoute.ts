import { computed, onScopeDispose, ref, type ComputedRef } from "vue";

import { isPage, type PageName } from "../pages/pages";

export interface Route {
  /** The page beside the conversations that is open, if one is. */
  page: ComputedRef<PageName | null>;
  /** What stands behind the page's name in the address: a ticket's number, say. */
  rest: ComputedRef<string[]>;
  open: (page: PageName, ...rest: string[]) => void;
  conversation: ComputedRef<string | null>;
  /** On a phone: the context pane is on top of the transcript. */
  info: ComputedRef<boolean>;
  go: (conversation: string | null, info?: boolean) => void;
  back: () => void;
}

/** Which page or conversation is open stands in the address, so a reload and the phone's back key do what one expects. */
export function useRoute(): Route {
  const hash = ref(location.hash);
  const read = (): void => {
    hash.value = location.hash;
  };
  addEventListener("hashchange", read);
  onScopeDispose(() => removeEventListener("hashchange", read));

  const parts = computed(() => hash.value.replace(/^#\/?/, "").split("/"));
  const first = computed(() => parts.value[0] ?? "");
  const page = computed(() => {
    const name = first.value.slice(1);
    return first.value.startsWith("~") && isPage(name) ? name : null;
  });
  const rest = computed(() => parts.value.slice(1).map(decodeURIComponent));
  const conversation = computed(() =>
    first.value && !first.value.startsWith("~") ? decodeURIComponent(first.value) : null,
  );
  const info = computed(() => parts.value[1] === "info");

  function go(id: string | null, withInfo = false): void {
    location.hash = id ? `#/${encodeURIComponent(id)}${withInfo ? "/info" : ""}` : "#/";
  }

  function open(name: PageName, ...further: string[]): void {
    location.hash = `#/~${[name, ...further.map(encodeURIComponent)].join("/")}`;
  }

  return {
    page,
    rest,
    open,
    conversation,
    info,
    go,
    back: () => go(info.value ? conversation.value : null),
  };
}
