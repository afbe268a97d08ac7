/** One draft on several computers: what is written here meets what the desk has. */

/** What the desk had when it was heard of last; version 0 for nothing. */
export interface Known {
  version: number;
  text: string;
}

export interface Met {
  text: string;
  /** Both had changed: both stand in the text. */
  both: boolean;
}

export const NOTHING: Known = { version: 0, text: "" };

/** The newer wins where one side alone has changed; where both have, nobody's words are lost. */
export function meet(here: string, known: Known, desk: Known): Met {
  if (desk.version === known.version || here === desk.text || !desk.text) {
    const untouched = here === known.text && desk.version !== known.version;
    return { text: untouched ? desk.text : here, both: false };
  }
  if (here === known.text || !here || desk.text.startsWith(here)) return { text: desk.text, both: false };
  if (here.startsWith(desk.text)) return { text: here, both: false };
  return { text: `${desk.text}\n${here}`, both: true };
}
