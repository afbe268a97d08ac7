/** The open widget: frame, menu, composer, rating. */

import { button, icon, line, make } from './page.js';
import { WORDS } from './words.js';

const NEAR_THE_END_PX = 80;
const LONGEST_TEXT = 2000;
const COUNT_FROM = 1800;

export class Panel {
  #atEnd = true;

  constructor(act, { first, rating, composer }) {
    this.act = act;
    this.list = make('div');
    this.answering = make('p', { className: 'typing', hidden: true },
      make('span', { className: 'unseen' }, WORDS.typing), make('i'), make('i'), make('i'));
    this.log = make('div', {
      className: 'log', role: 'log', tabIndex: 0, 'aria-live': 'polite', 'aria-label': WORDS.title,
      onscroll: () => this.#scrolled(),
    }, first, this.list, rating, this.answering);
    this.down = button(() => this.toEnd(), { className: 'down', hidden: true }, icon('down'), WORDS.newBelow);
    this.notice = make('p', { className: 'notice', role: 'status', hidden: true });
    this.element = make('section', {
      className: 'panel', lang: 'zh-CN', role: 'dialog', tabIndex: -1, 'aria-label': WORDS.title, hidden: true,
    }, this.#header(), this.notice, make('div', { className: 'middle' }, this.log, this.down), composer);
  }

  #header() {
    this.title = make('h2', {}, WORDS.title);
    this.state = make('p', { className: 'state', role: 'status' });
    this.large = button(this.act.toggleLarge, { className: 'word' }, WORDS.large);
    this.more = button(() => this.#showMenu(this.menu.hidden),
      { 'aria-label': WORDS.menu, 'aria-haspopup': 'true', 'aria-expanded': 'false' }, icon('more'));
    this.menu = make('div', { className: 'menu', hidden: true, onkeydown: (event) => this.#menuKey(event) });
    return make('div', { className: 'head' }, make('div', { className: 'who' }, this.title, this.state), this.large, this.more,
      button(this.act.close, { 'aria-label': WORDS.close }, icon('close')), this.menu);
  }

  useLarge(large) {
    const wasAtEnd = this.#atEnd;
    this.element.classList.toggle('large', large);
    this.large.setAttribute('aria-pressed', large);
    if (wasAtEnd) this.toEnd();
  }

  #showMenu(shown) {
    this.menu.hidden = !shown;
    this.more.setAttribute('aria-expanded', shown);
    this.menu.replaceChildren(...this.act.menu().map(([label, deed]) => button(() => {
      this.#showMenu(false);
      this.act.perform(deed);
    }, {}, label)));
    (shown ? this.menu.firstElementChild : this.more).focus();
  }

  #menuKey(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#showMenu(false);
  }

  update({ title, state, answering, notice }) {
    this.title.textContent = title || WORDS.title;
    this.state.dataset.state = state.name;
    say(this.state, state.label);
    say(this.notice, notice);
    this.notice.hidden = !notice;
    this.answering.hidden = !answering;
    if (this.#atEnd) this.toEnd();
  }

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

/** The same words are not read out again. */
function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function ask(place, title, text, ...buttons) {
  return new Promise((resolve) => {
    const dialog = make('dialog', {
      'aria-label': title,
      onkeydown: (event) => event.stopPropagation(),
      onclose: () => {
        dialog.remove();
        resolve(dialog.returnValue === 'main danger');
      },
    }, line('strong', title), line('prose', text),
    make('form', { method: 'dialog', className: 'buttons' }, ...buttons.map(([label, className]) =>
      make('button', { className, value: className }, label))));
    place.append(dialog);
    dialog.showModal();
  });
}

function download(data, name) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What stands behind 更多: `[label, deed]`. */
export function menuOf({ store, session, panel, composer, toast }) {
  const sound = store.read('sound');
  return [
    [sound ? WORDS.soundOff : WORDS.soundOn, () => store.write('sound', !sound)],
    [WORDS.privacy, () => ask(panel.element, WORDS.privacy,
      session.estate?.privacy.text ?? WORDS.unreachable, [WORDS.gotIt, 'main'])],
    [WORDS.exportData, async () => {
      if (session.conversation) download(await session.exportData(), `${WORDS.title}.json`);
      toast(session.conversation ? WORDS.exported : WORDS.nothingStored);
    }],
    [WORDS.eraseData, async () => {
      const sure = await ask(panel.element, WORDS.eraseData, WORDS.eraseText,
        [WORDS.cancel, ''], [WORDS.eraseYes, 'main danger']);
      if (!sure) return;
      await session.eraseData();
      composer.fill('');
      toast(WORDS.erased);
    }],
  ];
}

/** Not the Enter that picks a word while Chinese is composed: 229 in Safari. */
export function isSendKey({ key, shiftKey, isComposing, keyCode }) {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
}

export class Composer {
  constructor(act) {
    this.act = act;
    this.input = make('textarea', {
      rows: 1, maxLength: LONGEST_TEXT, autocomplete: 'off', enterKeyHint: 'send', 'aria-label': WORDS.placeholder,
      oninput: () => this.#typed(),
      onkeydown: (event) => isSendKey(event) && this.#send(event),
    });
    this.count = make('p', { className: 'count', 'aria-live': 'polite' });
    this.human = button(act.callPerson, { className: 'human', title: WORDS.humanHint, 'aria-label': WORDS.humanHint },
      icon('person'), WORDS.human);
    this.file = make('input', { type: 'file', accept: 'image/*', hidden: true, onchange: () => this.#picked() });
    this.photo = button(() => this.file.click(), { className: 'plain', 'aria-label': WORDS.photo }, icon('photo'));
    this.submit = make('button', { className: 'main send', 'aria-label': WORDS.send }, icon('send'));
    this.element = make('form', { className: 'composer', onsubmit: (event) => this.#send(event) },
      this.human, this.photo, this.file, make('div', { className: 'field' }, this.input, this.count), this.submit);
  }

  fill(text) {
    this.input.value = text;
    this.#typed();
  }

  update({ holder, begun, usable }) {
    this.photo.hidden = !begun;
    this.input.disabled = !usable;
    this.input.placeholder = holder === 'closed' ? WORDS.placeholderClosed : WORDS.placeholder;
    this.human.classList.toggle('done', holder === 'agent' || holder === 'queue');
  }

  #typed() {
    const { value, style } = this.input;
    this.count.textContent = value.length < COUNT_FROM ? '' : WORDS.left(LONGEST_TEXT - value.length);
    this.submit.disabled = !value.trim();
    this.act.draft(value);
    style.height = 'auto';
    style.height = `${this.input.scrollHeight + 2}px`;
  }

  #send(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    this.fill('');
    this.input.focus();
    this.act.send(text);
  }

  #picked() {
    const [file] = this.file.files;
    this.file.value = '';
    if (file) this.act.photo(file);
  }
}

/** The 1–5 after a person is done. */
export class Rating {
  #score = 0;

  constructor(rate) {
    this.rate = rate;
    this.element = make('form', { className: 'rating', hidden: true, onsubmit: (event) => this.#submit(event) });
  }

  /** `mode`: none, ask or thanks. */
  show(mode) {
    if (this.mode === mode) return;
    this.mode = mode;
    this.element.hidden = mode === 'none';
    this.element.replaceChildren(...(mode === 'ask' ? this.#question() : [make('p', { role: 'status' }, WORDS.rated)]));
  }

  #question() {
    this.chosen = make('p', { className: 'small', 'aria-live': 'polite' });
    this.comment = make('input', {
      maxLength: 500, placeholder: WORDS.rateComment, 'aria-label': WORDS.rateComment, hidden: true,
    });
    this.submit = make('button', { className: 'main', hidden: true }, WORDS.rateSend);
    this.trouble = make('p', { className: 'delivery failed', role: 'alert' });
    this.stars = WORDS.rateScores.map((label, index) => make('label', { title: label },
      make('input', {
        type: 'radio', name: 'score', 'aria-label': `${index + 1} 分，${label}`, onchange: () => this.#picked(index),
      }), make('span', { 'aria-hidden': 'true' }, '★')));
    return [
      line('strong', WORDS.rateTitle),
      make('div', { className: 'stars', role: 'radiogroup', 'aria-label': WORDS.rateTitle }, ...this.stars),
      this.chosen, this.comment, this.submit, this.trouble,
    ];
  }

  #picked(index) {
    this.#score = index + 1;
    this.chosen.textContent = WORDS.rateScores[index];
    this.comment.hidden = this.submit.hidden = false;
    this.submit.scrollIntoView({ block: 'nearest' });
    this.stars.forEach((star, place) => star.classList.toggle('lit', place <= index));
  }

  async #submit(event) {
    event.preventDefault();
    const comment = this.comment.value.trim();
    this.submit.disabled = true;
    try {
      await this.rate({ score: this.#score, ...(comment && { comment }) });
    } catch (problem) {
      this.trouble.textContent = problem.detail || WORDS.callFailed;
      this.submit.disabled = false;
    }
  }
}
