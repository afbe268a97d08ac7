/** From turns and unsent messages to rows, from rows to elements. */

import { button, line, make } from './page.js';
import { WORDS, sourceInWords, splitPhoneNumbers, timeInWords } from './words.js';

const PAUSE_WORTH_A_TIME_MS = 10 * 60_000;

const saysOf = ({ turn, item }) => (turn ? turn.author.kind === 'resident' : item.kind !== 'escalation');

function kindOf({ author, bot }) {
  if (bot?.act === 'emergency') return 'alarm';
  return author.kind === 'resident' ? 'own' : author.kind;
}

function choicesOf({ kind, choices }, later) {
  if (kind !== 'choices' || !choices?.length) return null;
  const reply = later.find(saysOf);
  const said = (reply?.turn ?? reply?.item)?.text;
  return { open: !later.length, list: choices.map((choice) => ({ ...choice, chosen: choice.label === said })) };
}

function answerOf({ bot }, later) {
  if (bot?.act !== 'answer') return null;
  const { candidates = [], computed } = bot;
  const about = candidates.find((candidate) => candidate.entry_id === bot.entry_id) ?? candidates[0];
  return { ...computed, about: about?.title, source: sourceInWords(bot.source), open: !later.length };
}

/** Who has replied has read. */
function deliveryOf(turn, later, readSeq) {
  if (later.some(saysOf)) return '';
  const replied = later.some((row) => row.turn && row.turn.author.kind !== 'system');
  return turn.seq <= readSeq || replied ? 'read' : 'sent';
}

function nameOf({ kind, name }) {
  if (kind === 'agent') return name ? `${name} · ${WORDS.agent}` : WORDS.agent;
  return kind === 'bot' ? WORDS.bot : '';
}

function ticketOf({ bot }, later, tickets) {
  const { number } = bot?.ticket ?? {};
  if (!tickets[number] || later.some(({ turn }) => turn?.bot?.ticket?.number === number)) return null;
  const { state, moves } = tickets[number];
  return { number, state, steps: moves.map(({ to }) => WORDS.steps[to]) };
}

function rowOfTurn(turn, later, readSeq, tickets) {
  const kind = kindOf(turn);
  return {
    key: turn.client_key ?? turn.seq,
    kind,
    text: turn.text,
    picture: turn.attachment,
    name: nameOf(turn.author),
    delivery: kind === 'own' ? deliveryOf(turn, later, readSeq) : '',
    choices: choicesOf(turn, later),
    answer: answerOf(turn, later),
    ticket: ticketOf(turn, later, tickets),
  };
}

function rowOfItem({ key, kind, text, status, reason, passing }) {
  return {
    key,
    kind: kind === 'escalation' ? 'call' : 'own',
    text: text || (kind === 'image' ? WORDS.photoText : ''),
    delivery: status === 'waiting' ? 'sending' : status,
    reason: reason || (passing ? WORDS.waitingForNetwork : WORDS.failed),
  };
}

/** A time after each long pause; a name above the first of several lines. */
function withHeadings(rows, ordered, now) {
  let lastTime = 0;
  rows.forEach((row, index) => {
    const { turn, item } = ordered[index];
    const before = rows[index - 1];
    const at = Date.parse(turn?.at) || item?.at || lastTime;
    row.time = at - lastTime > PAUSE_WORTH_A_TIME_MS ? timeInWords(at, now) : '';
    if (before && !row.time && before.kind === row.kind && before.name === row.name) row.name = '';
    else row.first = true;
    lastTime = at;
  });
  return rows;
}

export function rowsOf({ turns, unsent = [], readSeq = 0, tickets = {}, now = new Date() }) {
  const ordered = [
    ...turns.map((turn) => ({ turn, place: turn.seq })),
    ...unsent.map((item) => ({ item, place: item.after + 0.5 })),
  ].sort((one, other) => one.place - other.place);
  const rows = ordered.map(({ turn, item }, index) =>
    (turn ? rowOfTurn(turn, ordered.slice(index + 1), readSeq, tickets) : rowOfItem(item)));
  return withHeadings(rows, ordered, now);
}

const prose = (text = '') => splitPhoneNumbers(text).map(({ text: words, call }) =>
  (call ? make('a', { href: `tel:${call}` }, words) : words));

function notes({ about, source, amount, formula }) {
  return make('div', { className: 'notes' },
    amount && line('sum', `${WORDS.amount} `, make('strong', {}, `${amount} 元`)),
    formula && line('', WORDS.formula, formula),
    about && line('', WORDS.about, about),
    source && line('', WORDS.source, source));
}

function choiceButtons({ open, list }, act) {
  return make('div', { className: open ? 'choices' : 'choices past', role: 'group' }, ...list.map((choice) =>
    button(() => act.choose(choice), { disabled: !open, className: choice.chosen ? 'chosen' : '' },
      choice.label, choice.chosen && make('span', { className: 'unseen' }, WORDS.chosen))));
}

function delivery({ key, delivery: status, reason }, act) {
  if (status !== 'failed') return status && line('delivery', WORDS[status]);
  return make('p', { className: 'delivery failed', role: 'alert' }, reason,
    button(() => act.retry(key), {}, WORDS.retry));
}

function photo({ id, width, height }, text, act) {
  const image = make('img', { alt: text, width, height });
  act.picture(id).then((address) => { image.src = address; }, () => image.replaceWith(text));
  return image;
}

function bubble(row, act) {
  const element = make('div', { className: 'bubble' },
    row.picture ? photo(row.picture, row.text, act) : line('prose', ...prose(row.text)),
    row.answer && notes(row.answer));
  if (row.kind === 'alarm') element.role = 'alert';
  return element;
}

function content(row, act) {
  if (row.kind === 'call') return [row.delivery === 'failed' ? delivery(row, act) : line('line', WORDS.calling)];
  if (row.kind === 'system') return [line('line', ...prose(row.text))];
  return [
    row.name && line('name', row.name),
    bubble(row, act),
    row.choices && choiceButtons(row.choices, act),
    row.answer?.open && make('div', { className: 'follow' },
      button(act.missed, {}, WORDS.missed), button(act.callPerson, {}, WORDS.toHuman)),
    delivery(row, act),
  ];
}

function ticketCard({ number, state, steps }, act) {
  const confirm = (resolved) => button(() => act.ticket(number, 'confirmation', { resolved }), {},
    resolved ? WORDS.solved : WORDS.unsolved);
  const settled = /^(done|awa)/.test(state);
  return make('div', { className: 'ticket' }, line('small', steps.join(' → ')),
    make('div', { className: 'follow', role: 'group', 'aria-label': number },
      /^(acc|dis|on_)/.test(state) && button(() => act.ticket(number, 'urge'), {}, WORDS.urge),
      settled && confirm(true), (settled || state === 'confirmed') && confirm(false)));
}

function draw(row, act) {
  return make('div', { className: `row ${row.kind}${row.first ? ' first' : ''}` },
    row.time && line('time', row.time), ...content(row, act), row.ticket && ticketCard(row.ticket, act));
}

/** An unchanged row keeps its element and is not read out again. */
export class Bubbles {
  #drawn = new Map();

  constructor(list, act) {
    Object.assign(this, { list, act });
  }

  update(rows) {
    const { list, act } = this;
    const drawn = new Map(rows.map((row) => {
      const facts = JSON.stringify(row);
      return [facts, this.#drawn.get(facts) ?? draw(row, act)];
    }));
    for (const [facts, element] of this.#drawn) if (!drawn.has(facts)) element.remove();
    [...drawn.values()].forEach((element, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index]);
    });
    this.#drawn = drawn;
  }
}

function greeting({ greeting: words, on_duty: onDuty, desk_hours: hours }) {
  return make('div', { className: 'greeting' }, line('prose', ...prose(words)),
    line(onDuty ? 'duty on' : 'duty', onDuty ? WORDS.onDuty : WORDS.offDuty, hours && `（${hours}）`));
}

function chips({ chips: list = [] }, act) {
  return make('div', { className: 'chips', role: 'group', 'aria-label': WORDS.chipsTitle },
    line('small', WORDS.chipsTitle),
    ...list.slice(0, 6).map(({ label, text }) => button(() => act.say({ kind: 'text', text }), {}, label)));
}

function consentCard({ privacy, hotline }, wanted, act) {
  return make('div', { className: wanted ? 'consent wanted' : 'consent', role: 'group' },
    line('strong', WORDS.consentTitle),
    line('prose small', ...prose(privacy.text)),
    wanted && line('', WORDS.consentWanted, make('q', {}, wanted.text ?? WORDS.toHuman)),
    make('div', { className: 'buttons' },
      wanted && button(act.takeBack, {}, WORDS.cancel),
      button(act.agree, { className: 'main' }, wanted ? WORDS.agreeAndSend : WORDS.agree)),
    line('small', ...prose(`${WORDS.consentRefused} ${hotline}`)));
}

/** What stands before the first message. */
export class FirstView {
  #drawn = '';

  constructor(act) {
    Object.assign(this, { act, element: make('div') });
  }

  update({ estate, fresh, consent, wanted }) {
    const facts = JSON.stringify([estate, fresh, !!consent, wanted]);
    if (facts === this.#drawn || !estate) return;
    this.#drawn = facts;
    this.element.replaceChildren(...[
      greeting(estate),
      fresh && chips(estate, this.act),
      fresh && line('small urgent', ...prose(WORDS.emergency + estate.hotline)),
      !consent && (fresh || wanted) && consentCard(estate, wanted, this.act),
    ].filter(Boolean));
    if (wanted) this.element.querySelector('.main').focus();
  }
}
