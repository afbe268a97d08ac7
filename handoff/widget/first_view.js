/** Before the first message: greeting, usual questions, privacy notice. */

import { proseOf } from './bubbles.js';
import { button, make } from './dom.js';
import { WORDS } from './words.js';

const EMERGENCY_NUMBERS = '119、120';

function dutyLine({ on_duty: onDuty, desk_hours: hours }) {
  const words = onDuty ? WORDS.onDuty : WORDS.offDuty;
  return make('p', { className: onDuty ? 'duty on' : 'duty' }, hours ? `${words}（${hours}）` : words);
}

function greeting(estate) {
  return make('div', { className: 'greeting' },
    make('p', { className: 'prose' }, ...proseOf(estate.greeting)), dutyLine(estate));
}

function chips(estate, act) {
  const buttons = (estate.chips ?? []).slice(0, 6).map((chip) => button(() => act.say({ kind: 'text', text: chip.text }), {}, chip.label));
  return make('div', { className: 'chips', role: 'group', 'aria-label': WORDS.chipsTitle },
    make('p', { className: 'small' }, WORDS.chipsTitle), ...buttons);
}

function emergencyLine(estate) {
  return make('p', { className: 'small urgent' },
    ...proseOf(`${WORDS.emergency}${EMERGENCY_NUMBERS}，再打${estate.hotline}`));
}

function wordsWanted(wanted) {
  const words = wanted.kind === 'escalation' ? WORDS.toHuman : wanted.text;
  return make('p', {}, WORDS.consentWanted, make('q', {}, words));
}

function consentCard(estate, wanted, act) {
  const card = make('div', { className: wanted ? 'consent wanted' : 'consent', role: 'group' },
    make('p', { className: 'strong' }, WORDS.consentTitle),
    make('p', { className: 'prose small' }, ...proseOf(estate.privacy.text)),
    wanted ? wordsWanted(wanted) : null,
    make('div', { className: 'buttons' },
      wanted ? button(act.takeBack, {}, WORDS.cancel) : null,
      button(act.agree, { className: 'main' }, wanted ? WORDS.agreeAndSend : WORDS.agree)),
    make('p', { className: 'small' }, ...proseOf(`${WORDS.consentRefused} ${estate.hotline}`)));
  return card;
}

export class FirstView {
  #place;
  #act;
  #drawn = '';

  constructor(place, act) {
    this.#place = place;
    this.#act = act;
  }

  update({ estate, fresh, consent, wanted }) {
    const facts = JSON.stringify([estate, fresh, !!consent, wanted]);
    if (facts === this.#drawn) return;
    this.#drawn = facts;
    this.#place.replaceChildren();
    if (!estate) return;
    this.#place.append(greeting(estate));
    if (fresh) this.#place.append(chips(estate, this.#act), emergencyLine(estate));
    if (!consent && (fresh || wanted)) this.#place.append(consentCard(estate, wanted, this.#act));
    if (wanted) this.#place.querySelector('.consent .main').focus();
  }
}
