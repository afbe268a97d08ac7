/** What a reader cannot see and a machine reads: controls, marks that turn the direction of writing, signs
 * without a width, tags. The joiner inside an emoji is left alone. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** Show what somebody wrote with each invisible sign as its code, so that nothing reads otherwise than it is. */
export function visible(text: string | null | undefined): string {
  return (text ?? "").replace(INVISIBLE, (sign) => `⟦U+${code(sign)}⟧`);
}

function code(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
