/** The transcript as the feed brought it. */

export class Timeline {
  #turns = new Map();

  lastSeq = 0;

  get turns() {
    return [...this.#turns.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Says 'added', 'known', or 'gap' when one before it is missing. */
  add(turn) {
    if (turn.seq <= this.lastSeq) return 'known';
    if (turn.seq > this.lastSeq + 1) return 'gap';
    this.#turns.set(turn.seq, turn);
    this.lastSeq = turn.seq;
    return 'added';
  }

  /** Takes the desk's answer to "after N": a hole in it is no loss, an empty one means there is no more. */
  fill(turns, lastSeq = 0) {
    const fresh = turns.filter((turn) => turn.seq > this.lastSeq);
    for (const turn of fresh) this.#turns.set(turn.seq, turn);
    this.lastSeq = fresh.at(-1)?.seq ?? Math.max(this.lastSeq, lastSeq);
    return fresh;
  }

  clear() {
    this.#turns.clear();
    this.lastSeq = 0;
  }
}
