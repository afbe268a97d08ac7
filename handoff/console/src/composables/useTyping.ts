import { onScopeDispose, ref, type Ref } from "vue";

export interface Typing {
  /** The conversation whose resident is writing right now. */
  in: Ref<string | null>;
  heard: (id: string) => void;
  stopped: (id: string) => void;
}

const LASTS = 5_000;

export function useTyping(): Typing {
  const where = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    where.value = null;
  };
  onScopeDispose(clear);
  return {
    in: where,
    heard: (id) => {
      clear();
      where.value = id;
      timer = setTimeout(clear, LASTS);
    },
    stopped: (id) => {
      if (where.value === id) clear();
    },
  };
}
