import { isFree, meaningOf, type Composition, type Meaning } from "../logic/composing";

/** Follows the input method of one field, so that its Enter is never taken for "send". */
export function useComposition(): {
  began: () => void;
  ended: (event: CompositionEvent) => void;
  meaningOf: (event: KeyboardEvent) => Meaning;
  /** Whether a key press is the page's own, not the input method's. */
  isFree: (event: KeyboardEvent) => boolean;
} {
  const state: Composition = { active: false, endedAt: Number.NEGATIVE_INFINITY };
  return {
    began: () => {
      state.active = true;
    },
    ended: (event) => {
      state.active = false;
      state.endedAt = event.timeStamp;
    },
    isFree: (event) => isFree(event, state),
    meaningOf: (event) => meaningOf(event, state),
  };
}
