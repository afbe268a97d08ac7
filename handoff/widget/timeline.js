/** The resident's copy of the transcript. Turns come from the feed alone and are known by their number. */

export class Timeline {
  #turns = new Map();

  /** Everything up to this number is here. */
  lastSeq = 0;

  get turns() {
    return [...this.#turns.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Takes the next turn: 'added', 'known' for a repetition, 'gap' when one before it is missing. */
  add(turn) {
    if (turn.seq <= this.lastSeq) return 'known';
    if (turn.seq > this.lastSeq + 1) return 'gap';
    this.#turns.set(turn.seq, turn);
    this.lastSeq = turn.seq;
    return 'added';
  }

  /** Takes a whole answer of the desk to "everything after N": a hole in it is the desk's word, not a loss. */
  fill(turns, lastSeq = 0) {
    const fresh = turns.filter((turn) => turn.seq > this.lastSeq);
    for (const turn of fresh) this.#turns.set(turn.seq, turn);
    this.lastSeq = Math.max(this.lastSeq, lastSeq, ...fresh.map((turn) => turn.seq));
    return fresh;
  }

  clear() {
    this.#turns.clear();
    this.lastSeq = 0;
  }
}
