/** The 1–5 after a person is done. */

import { make } from './dom.js';
import { WORDS } from './words.js';

const LONGEST_COMMENT = 500;

export class Rating {
  #rate;
  #score = 0;

  constructor(rate) {
    this.#rate = rate;
    this.element = make('form', { className: 'rating', hidden: true, onsubmit: (event) => this.#submit(event) });
  }

  show(mode) {
    if (this.element.dataset.mode === mode) return;
    this.element.dataset.mode = mode;
    this.element.hidden = mode === 'none';
    this.#score = 0;
    if (mode === 'ask') this.element.replaceChildren(...this.#question());
    if (mode === 'thanks') this.element.replaceChildren(make('p', { role: 'status' }, WORDS.rated));
  }

  #question() {
    this.chosen = make('p', { className: 'small', 'aria-live': 'polite' });
    this.comment = make('input', {
      type: 'text', maxLength: LONGEST_COMMENT, placeholder: WORDS.rateComment, 'aria-label': WORDS.rateComment,
      hidden: true,
    });
    this.submit = make('button', { type: 'submit', className: 'main', hidden: true }, WORDS.rateSend);
    this.trouble = make('p', { className: 'delivery failed', role: 'alert' });
    const stars = WORDS.rateScores.map((label, index) => make('label', { title: label },
      make('input', {
        type: 'radio', name: 'score', value: String(index + 1), 'aria-label': `${index + 1} 分，${label}`,
        onchange: () => this.#picked(index + 1),
      }), make('span', { 'aria-hidden': 'true' }, '★')));
    return [
      make('p', { className: 'strong' }, WORDS.rateTitle),
      make('div', { className: 'stars', role: 'radiogroup', 'aria-label': WORDS.rateTitle }, ...stars),
      this.chosen, this.comment, this.submit, this.trouble,
    ];
  }

  #picked(score) {
    this.#score = score;
    this.chosen.textContent = WORDS.rateScores[score - 1];
    this.comment.hidden = false;
    this.submit.hidden = false;
    this.submit.scrollIntoView({ block: 'nearest' });
    this.element.querySelectorAll('.stars label').forEach((label, index) =>
      label.classList.toggle('lit', index < score));
  }

  async #submit(event) {
    event.preventDefault();
    const comment = this.comment.value.trim();
    this.submit.disabled = true;
    try {
      await this.#rate(comment ? { score: this.#score, comment } : { score: this.#score });
    } catch (problem) {
      this.trouble.textContent = problem.detail || WORDS.callFailed;
      this.submit.disabled = false;
    }
  }
}
