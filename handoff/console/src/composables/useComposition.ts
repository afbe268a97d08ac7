import { meansSend, type Composition } from "../logic/composing";

/** Follows the input method of one field, so that its Enter is never taken for "send". */
export function useComposition(): {
  began: () => void;
  ended: (event: CompositionEvent) => void;
  meansSend: (event: KeyboardEvent) => boolean;
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
    meansSend: (event) => meansSend(event, state),
  };
}
