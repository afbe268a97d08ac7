/** Shares as whole percents, never rounded across a line they did not cross. */

/** 0.699 → 69, not 70: what stood below the threshold must not look as if it reached it. */
export function percent(share: number): number {
  return Math.floor(Math.min(1, Math.max(0, share)) * 100 + 1e-9);
}
