/** What the resident has not seen yet, and how the closed widget says so. */

import { chime, countInTitle } from './page.js';
import { WORDS } from './words.js';

const MOST_SHOWN = 99;

export class Attention {
  #store;
  #launcher;
  #badge;

  count = 0;

  constructor({ store, launcher, badge }) {
    this.#store = store;
    this.#launcher = launcher;
    this.#badge = badge;
  }

  get #seen() {
    return this.#store.read('seen') ?? 0;
  }

  hear(turn, looking) {
    if (!looking && this.#store.read('sound') && turn.seq > this.#seen) chime();
  }

  update({ turns, lastSeq, looking }) {
    const seenNew = looking && lastSeq !== this.#seen;
    if (seenNew) this.#store.write('seen', lastSeq || null);
    const unseen = turns.filter(({ seq, author }) => seq > this.#seen && author.kind !== 'resident');
    this.count = looking ? 0 : unseen.length;
    countInTitle(this.count);
    this.#badge.textContent = this.count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(this.count);
    this.#badge.hidden = !this.count;
    this.#launcher.setAttribute('aria-label', WORDS.open + (this.count ? WORDS.unread(this.count) : ''));
    return seenNew;
  }
}
