/** Draws the log. An unchanged row keeps its element: nothing is read out twice. */

import { button, make } from './dom.js';
import { splitPhoneNumbers } from './phone_numbers.js';
import { WORDS } from './words.js';

export function proseOf(text) {
  const pieces = splitPhoneNumbers(text ?? '');
  return pieces.map(({ text: words, call }) => (call ? make('a', { href: `tel:${call}` }, words) : words));
}

function answerNotes({ about, source, amount, formula }) {
  const notes = make('div', { className: 'notes' });
  if (amount) {
    notes.append(make('p', { className: 'sum' }, `${WORDS.amount} `, make('strong', {}, `${amount} 元`)));
  }
  if (formula) notes.append(make('p', {}, WORDS.formula + formula));
  if (about) notes.append(make('p', {}, `${WORDS.about}${about}`));
  if (source) notes.append(make('p', {}, WORDS.source + source));
  return notes;
}

function followUp(act) {
  return make('div', { className: 'follow' },
    button(act.missed, {}, WORDS.missed),
    button(act.callPerson, {}, WORDS.toHuman));
}

function choiceButtons({ open, list }, act) {
  const buttons = list.map((choice) => button(() => act.choose(choice), {
    disabled: !open, className: choice.chosen ? 'chosen' : '',
  }, choice.label, choice.chosen ? make('span', { className: 'unseen' }, `（${WORDS.chosen}）`) : null));
  return make('div', { className: open ? 'choices' : 'choices past', role: 'group' }, ...buttons);
}

const retryButton = (row, act) => button(() => act.retry(row.item), {}, WORDS.retry);

function deliveryLine(row, act) {
  if (!row.delivery) return null;
  if (row.delivery !== 'failed') return make('p', { className: 'delivery' }, WORDS[row.delivery]);
  const why = row.reason || (row.passing ? WORDS.waitingForNetwork : WORDS.failed);
  return make('p', { className: 'delivery failed', role: 'alert' }, `${why} `, retryButton(row, act));
}

function drawCall(row, act) {
  const failed = row.delivery === 'failed';
  const words = failed ? row.reason || WORDS.waitingForNetwork : WORDS.calling;
  return make('p', { className: 'line' }, words, failed ? retryButton(row, act) : null);
}

/** The words stand where the picture cannot be had. */
function pictureOf({ id, width, height }, text, act) {
  const picture = make('img', { alt: text, width, height });
  act.picture(id).then((address) => { picture.src = address; }, () => picture.replaceWith(text));
  return picture;
}

function drawBubble(row, act) {
  const bubble = make('div', row.kind === 'alarm' ? { className: 'bubble', role: 'alert' } : { className: 'bubble' },
    row.picture ? pictureOf(row.picture, row.text, act) : make('p', { className: 'prose' }, ...proseOf(row.text)));
  if (row.answer) bubble.append(answerNotes(row.answer));
  const parts = [row.name ? make('p', { className: 'name' }, row.name) : null, bubble];
  if (row.choices) parts.push(choiceButtons(row.choices, act));
  if (row.answer?.open) parts.push(followUp(act));
  parts.push(deliveryLine(row, act));
  return parts.filter(Boolean);
}

function contentOf(row, act) {
  if (row.kind === 'call') return [drawCall(row, act)];
  if (row.kind === 'system') return [make('p', { className: 'line' }, ...proseOf(row.text))];
  return drawBubble(row, act);
}

function draw(row, act) {
  const time = row.time ? make('p', { className: 'time' }, row.time) : null;
  return make('div', { className: `row ${row.kind}${row.first ? ' first' : ''}` }, time, ...contentOf(row, act));
}

export class Bubbles {
  #list;
  #act;
  #drawn = new Map();

  constructor(list, act) {
    this.#list = list;
    this.#act = act;
  }

  update(rows) {
    const next = new Map();
    let place = this.#list.firstElementChild;
    for (const row of rows) {
      const facts = JSON.stringify(row);
      const old = this.#drawn.get(row.key);
      const element = old?.facts === facts ? old.element : draw(row, this.#act);
      if (old && old.element !== element) {
        if (old.element === place) place = element;
        old.element.replaceWith(element);
      }
      if (element === place) place = element.nextElementSibling;
      else this.#list.insertBefore(element, place);
      next.set(row.key, { facts, element });
    }
    for (const [key, { element }] of this.#drawn) if (!next.has(key)) element.remove();
    this.#drawn = next;
  }
}
