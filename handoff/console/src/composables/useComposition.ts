import { meaningOf, type Composition, type Meaning } from "../logic/composing";

/** Follows the input method of one field, so that its Enter is never taken for "send". */
export function useComposition(): {
  began: () => void;
  ended: (event: CompositionEvent) => void;
  meaningOf: (event: KeyboardEvent) => Meaning;
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
    meaningOf: (event) => meaningOf(event, state),
  };
}
