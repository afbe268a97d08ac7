/** The desk's clock as seen from here: an agent's computer is often minutes off. */

/** ms to add to the local clock, learned from a wait that the desk measured itself. */
export function offsetFrom(since: string, seconds: number, local: number): number {
  return Date.parse(since) + seconds * 1000 - local;
}
