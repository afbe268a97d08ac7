/** Where the resident writes. */

import { ICONS, button, icon, make } from './dom.js';
import { WORDS } from './words.js';

export const LONGEST_TEXT = 2000;
const COUNT_FROM = 1800;
const LINES_SHOWN = 5;

/** Not the Enter that picks a word while Chinese is being composed. */
export function isSendKey(event, composing) {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229 && !composing;
}

export class Composer {
  #act;
  #composing = false;
  takesPhotos = true;
  #file;

  constructor(act) {
    this.#act = act;
    this.input = make('textarea', {
      rows: 1, maxLength: LONGEST_TEXT, placeholder: WORDS.placeholder, autocomplete: 'off',
      'aria-label': WORDS.placeholder, enterKeyHint: 'send',
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#typed(),
      oncompositionstart: () => { this.#composing = true; },
      oncompositionend: () => this.#composed(),
    });
    this.count = make('p', { className: 'count', 'aria-live': 'polite' });
    this.human = button(act.callPerson, { className: 'human', title: WORDS.humanHint, 'aria-label': WORDS.humanHint },
      icon(ICONS.person), WORDS.human);
    this.#file = make('input', { type: 'file', accept: 'image/*', hidden: true, onchange: () => this.#picked() });
    this.photo = button(() => this.#file.click(), { className: 'plain', hidden: true, 'aria-label': WORDS.photo },
      icon(ICONS.photo));
    this.submit = make('button', { type: 'submit', className: 'main send', 'aria-label': WORDS.send }, icon(ICONS.send));
    this.element = make('form', {
      className: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        this.#send();
      },
    }, this.human, this.photo, this.#file, make('div', { className: 'field' }, this.input, this.count), this.submit);
  }

  fill(text) {
    this.input.value = text;
    this.#typed();
  }

  /** Photos belong to a conversation: no button before it has begun. */
  update({ holder, begun }) {
    this.photo.hidden = !begun || !this.takesPhotos;
    this.input.placeholder = holder === 'closed' ? WORDS.placeholderClosed : WORDS.placeholder;
    this.human.classList.toggle('done', holder === 'agent' || holder === 'queue');
  }

  #key(event) {
    if (!isSendKey(event, this.#composing)) return;
    event.preventDefault();
    this.#send();
  }

  /** Some browsers tell the end before the Enter that ended it. */
  #composed() {
    setTimeout(() => { this.#composing = false; });
    this.#typed();
  }

  #typed() {
    const { value } = this.input;
    this.count.textContent = value.length >= COUNT_FROM ? WORDS.left(LONGEST_TEXT - value.length) : '';
    this.submit.disabled = !value.trim();
    this.#act.draft(value);
    this.input.style.height = 'auto';
    const line = parseFloat(getComputedStyle(this.input).lineHeight) || 24;
    this.input.style.height = `${Math.min(this.input.scrollHeight, line * LINES_SHOWN + 20)}px`;
  }

  #send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.fill('');
    this.#act.send(text);
    this.input.focus();
  }

  #picked() {
    const [file] = this.#file.files;
    this.#file.value = '';
    if (file) this.#act.photo(file);
  }
}
