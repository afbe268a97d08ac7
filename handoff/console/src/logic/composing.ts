/** When Enter means "send". With a Chinese input method, Enter first of all ends the composition. */

export interface EnterKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  keyCode: number;
  timeStamp: number;
}

export interface Composition {
  active: boolean;
  /** timeStamp of the last compositionend; -Infinity before the first. */
  endedAt: number;
}

/** What a browser reports for a key that the input method has swallowed. */
const SWALLOWED = 229;
/** Safari ends the composition before it reports the key that ended it, so that key comes just after. */
const SAME_PRESS = 80;

/** "send"; "nothing": the press only ended a composition; "text": the field and the input method decide. */
export type Meaning = "send" | "nothing" | "text";

export function meaningOf(event: EnterKey, composition: Composition): Meaning {
  if (event.key !== "Enter" || event.shiftKey || event.altKey || isComposing(event, composition)) return "text";
  return isFree(event, composition) ? "send" : "nothing";
}

type Timed = Pick<EnterKey, "isComposing" | "keyCode" | "timeStamp">;

const isComposing = (event: Timed, composition: Composition): boolean =>
  event.isComposing || event.keyCode === SWALLOWED || composition.active;

/** Whether a press is the page's own: not in a composition, and not the press that ended one. */
export function isFree(event: Timed, composition: Composition): boolean {
  return !isComposing(event, composition) && event.timeStamp - composition.endedAt > SAME_PRESS;
}
