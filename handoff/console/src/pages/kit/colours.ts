/** The colours of tokens.css for what CSS does not reach: charts on a canvas. */

export interface Colours {
  ink: string;
  quiet: string;
  line: string;
  faint: string;
  brand: string;
  red: string;
  font: string;
}

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: token("--ink-2"),
    quiet: token("--ink-3"),
    line: token("--line"),
    faint: token("--line-strong"),
    brand: token("--brand"),
    red: token("--red"),
    font: token("--font"),
  };
}
