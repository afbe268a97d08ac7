/** From turns and unsent messages to the rows that are drawn. */

import { WORDS, sourceInWords, timeInWords } from './words.js';

const PAUSE_WORTH_A_TIME_MS = 10 * 60_000;

function inOrder(turns, unsent) {
  const rows = turns.map((turn) => ({ turn, place: turn.seq }));
  for (const item of unsent) rows.push({ item, place: item.after + 0.5 });
  return rows.sort((one, other) => one.place - other.place);
}

const saysOf = ({ turn, item }) => (turn ? turn.author.kind === 'resident' : item.kind !== 'escalation');
const wordsOf = ({ turn, item }) => (turn ? turn.text : item.text) ?? '';

function kindOf(turn) {
  if (turn.bot?.act === 'emergency') return 'alarm';
  return turn.author.kind === 'resident' ? 'own' : turn.author.kind;
}

function choicesOf(turn, later) {
  if (turn.kind !== 'choices' || !turn.choices?.length) return null;
  const reply = later.find(saysOf);
  return {
    open: later.length === 0,
    list: turn.choices.map(({ label, value }) => ({ label, value, chosen: !!reply && wordsOf(reply) === label })),
  };
}

function aboutOf(bot) {
  const best = bot.candidates?.find((candidate) => candidate.entry_id === bot.entry_id) ?? bot.candidates?.[0];
  return best?.title ?? '';
}

function answerOf(turn, later) {
  if (turn.bot?.act !== 'answer') return null;
  return {
    about: aboutOf(turn.bot),
    source: sourceInWords(turn.bot.source),
    amount: turn.bot.computed?.amount ?? '',
    formula: turn.bot.computed?.formula ?? '',
    open: later.length === 0,
  };
}

/** Who has replied has read. */
function deliveryOf(row, later, readSeq) {
  if (later.some(saysOf)) return '';
  const replied = later.some(({ turn }) => turn && turn.author.kind !== 'system');
  return row.turn.seq <= readSeq || replied ? 'read' : 'sent';
}

function nameOf(turn) {
  if (turn.author.kind === 'agent') return turn.author.name ? `${turn.author.name} · ${WORDS.agent}` : WORDS.agent;
  return turn.author.kind === 'bot' ? WORDS.bot : '';
}

function rowOfTurn(row, later, readSeq) {
  const { turn } = row;
  const kind = kindOf(turn);
  return {
    key: turn.client_key ? `k:${turn.client_key}` : `s:${turn.seq}`,
    seq: turn.seq,
    kind,
    text: turn.text,
    picture: turn.attachment ?? null,
    name: nameOf(turn),
    delivery: kind === 'own' ? deliveryOf(row, later, readSeq) : '',
    choices: choicesOf(turn, later),
    answer: answerOf(turn, later),
  };
}

function rowOfItem({ item }) {
  return {
    key: `k:${item.key}`,
    item: item.key,
    kind: item.kind === 'escalation' ? 'call' : 'own',
    text: item.text || (item.kind === 'image' ? WORDS.photoText : ''),
    delivery: item.status === 'waiting' ? 'sending' : item.status,
    reason: item.reason ?? '',
    passing: item.passing === true,
  };
}

/** A time after each long pause; a name above the first of several lines. */
function withHeadings(rows, ordered, now) {
  let lastTime = 0;
  rows.forEach((row, index) => {
    const at = Date.parse(ordered[index].turn?.at ?? '') || ordered[index].item?.at || lastTime;
    row.time = at - lastTime > PAUSE_WORTH_A_TIME_MS ? timeInWords(at, now) : '';
    const before = rows[index - 1];
    if (before && !row.time && before.kind === row.kind && before.name === row.name) row.name = '';
    else row.first = true;
    lastTime = at;
  });
  return rows;
}

export function rowsOf({ turns, unsent = [], readSeq = 0, now = new Date() }) {
  const ordered = inOrder(turns, unsent);
  const rows = ordered.map((row, index) => {
    const later = ordered.slice(index + 1);
    return row.turn ? rowOfTurn(row, later, readSeq) : rowOfItem(row);
  });
  return withHeadings(rows, ordered, now);
}
