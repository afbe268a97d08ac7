/** The open widget's frame: layout, not meaning. */

import { ICONS, button, icon, make } from './dom.js';
import { WORDS, stateLabel } from './words.js';

const NEAR_THE_END_PX = 80;

export class Panel {
  #act;
  #atEnd = true;

  constructor(act, { first, rating, composer }) {
    this.#act = act;
    this.first = first;
    this.list = make('div', { className: 'rows' });
    this.answering = make('p', { className: 'typing', hidden: true }, make('span', { className: 'unseen' }, WORDS.typing),
      make('i'), make('i'), make('i'));
    this.log = make('div', {
      className: 'log', role: 'log', tabIndex: 0, 'aria-live': 'polite', 'aria-label': WORDS.title,
      onscroll: () => this.#scrolled(),
    }, first, this.list, rating, this.answering);
    this.down = button(() => this.toEnd(), { className: 'down', hidden: true },
      icon(ICONS.down), WORDS.newBelow);
    this.notice = make('p', { className: 'notice', role: 'status', hidden: true });
    this.element = make('section', { className: 'panel', lang: 'zh-CN', role: 'dialog', 'aria-label': WORDS.title, hidden: true },
      this.#header(), this.notice, make('div', { className: 'middle' }, this.log, this.down), composer);
  }

  #header() {
    this.title = make('h2', {}, WORDS.title);
    this.state = make('p', { className: 'state', role: 'status' });
    this.large = button(this.#act.toggleLarge, { className: 'word' }, WORDS.large);
    this.more = button(() => this.showMenu(this.menu.hidden), {
      'aria-label': WORDS.menu, 'aria-haspopup': 'true', 'aria-expanded': 'false',
    }, icon(ICONS.more));
    this.menu = make('div', { className: 'menu', hidden: true, onkeydown: (event) => this.#menuKey(event) });
    return make('header', {}, make('div', { className: 'who' }, this.title, this.state), this.large, this.more,
      button(this.#act.close, { 'aria-label': WORDS.close }, icon(ICONS.close)), this.menu);
  }

  useLarge(large) {
    const wasAtEnd = this.#atEnd;
    this.element.classList.toggle('large', large);
    this.large.setAttribute('aria-pressed', String(large));
    if (wasAtEnd) this.toEnd();
  }

  showMenu(shown) {
    if (this.menu.hidden === !shown) return;
    this.menu.hidden = !shown;
    this.more.setAttribute('aria-expanded', String(shown));
    if (!shown) {
      this.more.focus();
      return;
    }
    this.menu.replaceChildren(...this.#act.entries().map(({ name, label }) => button(() => {
      this.showMenu(false);
      this.#act.menu(name);
    }, {}, label)));
    this.menu.firstElementChild.focus();
  }

  #menuKey(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.showMenu(false);
  }

  update({ title, state, answering, notice }) {
    this.title.textContent = title || WORDS.title;
    const label = stateLabel(state);
    if (this.state.textContent !== label) this.state.textContent = label;
    this.state.dataset.state = state.name;
    if (this.notice.textContent !== notice) this.notice.textContent = notice;
    this.notice.hidden = !notice;
    this.answering.hidden = !answering;
    if (this.#atEnd) this.toEnd();
  }

  /** Follows a new line only when the reader is at the end. */
  noticeNew() {
    if (this.#atEnd) this.toEnd();
    else this.down.hidden = false;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.#atEnd = true;
    this.down.hidden = true;
  }

  toStart() {
    this.log.scrollTop = 0;
    this.#atEnd = false;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    if (this.#atEnd) this.down.hidden = true;
  }
}
