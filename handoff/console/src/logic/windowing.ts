/** Which rows of a long list are drawn: those in sight and a few around them. Heights in px. */

export interface Window {
  first: number;
  /** Behind the last one drawn. */
  end: number;
}

const SPARE = 6;

export function windowOf(count: number, row: number, top: number, height: number): Window {
  const first = Math.max(0, Math.floor(top / row) - SPARE);
  const end = Math.min(count, Math.ceil((top + height) / row) + SPARE);
  return { first: Math.min(first, Math.max(0, end - 1)), end };
}
