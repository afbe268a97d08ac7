/** Draws what app.js knows: the sign-in, the list, one order. Only what changed is drawn anew, so that nobody
 * loses their place or a half-typed word. */

import { button, make } from './elements.js';
import { nextSteps, partOf } from './progress.js';
import { onTheWall, WORDS } from './words.js';

const drawn = new WeakMap();

/** `acts` are what a tap does. */
export function draw(page, state, acts) {
  const screen = !state.agent || state.signingIn ? 'sign-in' : state.open ? `order ${state.open}` : 'list';
  if (page.dataset.screen !== screen) {
    const isFirst = !page.dataset.screen;
    page.dataset.screen = screen;
    page.replaceChildren(...SCREENS[screen.split(' ')[0]](state, acts));
    if (!isFirst) page.querySelector('h1')?.focus();
  }
  document.documentElement.classList.toggle('large', state.large);
  for (const place of page.querySelectorAll('[data-part]')) {
    PARTS[place.dataset.part](place, state, acts);
  }
}

const SCREENS = {
  'sign-in': signInScreen,
  list: (state, acts) => [
    make('header', {}, heading(WORDS.title), make('div', { 'data-part': 'tools' })),
    make('section', { 'data-part': 'sync', 'aria-label': WORDS.sync }),
    make('main', {}, make('div', { 'data-part': 'refused' }), make('div', { 'data-part': 'orders' })),
  ],
  order: (state, acts) => [
    make('header', {}, button(WORDS.back, acts.close, { className: 'plain' }), heading(state.open)),
    make('section', { 'data-part': 'sync', 'aria-label': WORDS.sync }),
    make(
      'main',
      {},
      make('div', { 'data-part': 'order' }),
      make('div', { 'data-part': 'note' }),
      make('div', { 'data-part': 'next', className: 'next' }),
      make('div', { 'data-part': 'history' }),
    ),
  ],
};

const PARTS = { tools, sync, refused, orders, order, note, next, history };

function signInScreen(state, acts) {
  const username = make('input', { id: 'username', autocomplete: 'username', required: true, autocapitalize: 'off' });
  const password = make('input', { id: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const submit = (event) => {
    event.preventDefault();
    acts.signIn(username.value.trim(), password.value);
  };
  const notice = make('section', { 'data-part': 'sync', 'aria-label': WORDS.sync });
  return [
    make('header', {}, heading(WORDS.title)),
    notice,
    make(
      'main',
      {},
      make(
        'form',
        { onsubmit: submit, className: 'card' },
        make('label', { htmlFor: 'username' }, WORDS.username),
        username,
        make('label', { htmlFor: 'password' }, WORDS.password),
        password,
        make('button', { type: 'submit', className: 'main' }, WORDS.signIn),
      ),
    ),
  ];
}

const heading = (words) => make('h1', { tabIndex: -1 }, words);

function tools(place, state, acts) {
  fill(place, [state.large, state.agent.name], () => [
    make('span', {}, state.agent.name),
    button(WORDS.large, acts.enlarge, { className: 'plain', 'aria-pressed': String(state.large), 'data-at': 'large' }),
    button(WORDS.signOut, acts.signOut, { className: 'plain' }),
  ]);
}

function sync(place, state, acts) {
  const waiting = state.steps.filter((step) => step.state === 'waiting').length;
  const { notice, online, syncing, listAt, others, sessionOver } = state;
  fill(place, [waiting, notice, online, syncing, listAt, others, sessionOver, !state.agent], () => {
    const stands = syncing && waiting ? WORDS.syncing : waiting ? WORDS.waiting(waiting) : WORDS.synced;
    const isIn = state.agent && !state.signingIn;
    return [
      notice && make('p', { className: 'notice alarm', role: 'alert' }, notice),
      isIn && !online && make('p', { className: 'notice' }, WORDS.offline),
      isIn && sessionOver && make('p', { className: 'notice alarm' }, WORDS.signedOut, button(WORDS.signIn, acts.askSignIn)),
      others > 0 && make('p', { className: 'notice' }, WORDS.others(others)),
      isIn && make(
        'p',
        { className: waiting ? 'stands waiting' : 'stands' },
        make('strong', {}, stands),
        listAt ? ` · ${WORDS.asOf(onTheWall(listAt))}` : '',
        waiting > 0 && button(WORDS.syncNow, acts.sync, { className: 'plain', 'data-at': 'sync' }),
      ),
    ];
  });
}

function refused(place, state, acts) {
  const theirs = state.steps.filter((step) => step.state === 'refused').map(({ photo, ...step }) => step);
  fill(place, theirs, () => [
    theirs.length > 0 && make(
      'section',
      { className: 'refused', 'aria-label': WORDS.refusedTitle },
      make('h2', {}, WORDS.refusedTitle),
      theirs.map((step) => make(
        'div',
        { className: 'card alarm' },
        make('p', {}, make('strong', {}, `${WORDS.STEPS[step.kind]} · ${step.number}`), ` ${step.about}`),
        make('p', {}, step.reason),
        step.note && make('p', { className: 'quiet' }, step.note),
        make('p', { className: 'quiet' }, onTheWall(step.recordedAt)),
        button(WORDS.gotIt, () => acts.dismiss(step), { 'aria-label': `${WORDS.gotIt}：${step.number}` }),
      )),
    ),
  ]);
}

function orders(place, state, acts) {
  const shown = state.orders.map((one) => ({ one, waiting: waitingOf(state, one.number).length, part: partOf(one, waitingOf(state, one.number)) }));
  fill(place, shown, () => {
    if (!shown.length) return [make('p', { className: 'empty' }, WORDS.none)];
    return ['mine', 'free', 'over'].map((part) => {
      const theirs = shown.filter((row) => row.part === part);
      if (!theirs.length) return null;
      const title = `${WORDS[part]}（${theirs.length}）`;
      return make('section', {}, make('h2', {}, title), make('ul', {}, theirs.map((row) => make('li', {}, card(row, acts)))));
    });
  });
}

function card({ one, waiting }, acts) {
  return make(
    'button',
    { type: 'button', className: 'card order', onclick: () => acts.open(one.number), 'data-at': one.number },
    make(
      'span',
      { className: 'line' },
      make('span', { className: `class ${one.class}` }, WORDS.CLASSES[one.class]),
      make('span', {}, WORDS.STATES[one.state]),
      waiting > 0 && make('span', { className: 'mark' }, WORDS.waiting(waiting)),
    ),
    make('strong', {}, one.summary),
    make('span', { className: 'quiet' }, [one.house, one.number, one.due_at && `${WORDS.due} ${onTheWall(one.due_at)}`].filter(Boolean).join(' · ')),
  );
}

function order(place, state) {
  const one = current(state);
  fill(place, [one, state.online], () => {
    if (!one) return [make('p', { className: 'empty' }, WORDS.gone)];
    const rows = [
      [WORDS.where, one.house],
      ...Object.entries(one.details).map(([name, value]) => [WORDS.DETAILS[name] ?? name, value]),
      [WORDS.due, one.due_at && onTheWall(one.due_at)],
      [WORDS.note, one.note],
      ...one.promises.map((promise) => [WORDS.promise, `${promise.text}（${onTheWall(promise.due_at)}）`]),
    ].filter(([, value]) => value);
    const whose = one.mine ? WORDS.yours : one.repairer && WORDS.takenBy(one.repairer.name);
    return [
      make('p', { className: 'line' },
        make('span', { className: `class ${one.class}` }, WORDS.CLASSES[one.class]),
        make('span', {}, [WORDS.CATEGORIES[one.category], one.trade, WORDS.STATES[one.state], whose].filter(Boolean).join(' · '))),
      make('h2', {}, one.summary),
      make('dl', {}, rows.map(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])),
      state.online && one.pictures.length > 0 && make('section', {}, make('h2', {}, WORDS.residentPictures),
        make('div', { className: 'pictures' }, one.pictures.map((id, index) => shown(one.number, id, WORDS.picture(index + 1))))),
    ];
  });
}

const shown = (number, id, alt) =>
  make('img', { src: `/api/v1/work-orders/${encodeURIComponent(number)}/pictures/${id}`, alt, loading: 'lazy' });

function note(place, state, acts) {
  const may = mayWrite(state);
  fill(place, [state.open, may], () => may && [
    make('label', { htmlFor: 'note' }, WORDS.noteLabel),
    make('textarea', {
      id: 'note', rows: 3, maxLength: 500, placeholder: WORDS.notePlaceholder,
      value: state.notes[state.open] ?? '', oninput: (event) => acts.noteChanged(event.target.value),
    }),
  ]);
}

function next(place, state, acts) {
  const one = current(state);
  const steps = one ? nextSteps(one, waitingOf(state, one.number)) : [];
  fill(place, [state.open, steps, Boolean(one)], () => {
    if (!one) return [];
    const taker = make('input', { type: 'file', accept: 'image/*', className: 'unseen' });
    taker.setAttribute('capture', 'environment');
    taker.onchange = async () => {
      const [file] = taker.files;
      taker.value = '';
      if (file) await acts.addPhoto(file);
    };
    return [
      steps.map((kind, place) => button(WORDS.STEPS[kind], () => acts.write(kind), { className: place ? '' : 'main', 'data-at': kind })),
      make('label', { className: 'button' }, WORDS.photo, taker),
    ];
  });
}

function history(place, state) {
  const one = current(state);
  const waiting = one ? waitingOf(state, one.number) : [];
  const refusedHere = state.steps.filter((step) => step.number === state.open && step.state === 'refused');
  const known = one?.steps ?? [];
  fill(place, [known, waiting.map((step) => step.id), refusedHere.map((step) => step.id), state.online], () => one && [
    make('h2', {}, WORDS.history),
    known.length + waiting.length ? null : make('p', { className: 'quiet' }, WORDS.noHistory),
    make('ol', { className: 'history' },
      known.map((step) => make('li', {},
        make('span', {}, make('strong', {}, WORDS.STEPS[step.kind]), ` ${step.by.name ?? ''} ${onTheWall(step.recorded_at)}`),
        step.note && make('p', {}, step.note),
        step.refused && make('p', { className: 'alarm' }, `${WORDS.refusedMark}：${step.refused}`),
        state.online && step.picture && shown(one.number, step.picture, WORDS.STEPS.picture))),
      waiting.map((step) => make('li', { className: 'waiting' },
        make('span', {}, make('strong', {}, WORDS.STEPS[step.kind]), ` ${onTheWall(step.recordedAt)} `, make('span', { className: 'mark' }, WORDS.notSynced)),
        step.note && make('p', {}, step.note)))),
  ]);
}

const current = (state) => state.orders.find((one) => one.number === state.open);

const waitingOf = (state, number) => state.steps.filter((step) => step.number === number && step.state === 'waiting');

function mayWrite(state) {
  const one = current(state);
  return Boolean(one) && nextSteps(one, waitingOf(state, one.number)).includes('finish');
}

/** Draws a place anew where what it shows has changed; whoever stood in it stands there again. */
function fill(place, value, build) {
  const mark = JSON.stringify(value);
  if (drawn.get(place) === mark) return;
  drawn.set(place, mark);
  const at = place.contains(document.activeElement) ? document.activeElement.dataset.at : null;
  place.replaceChildren(...[build() || []].flat(3).filter(Boolean));
  if (at) (place.querySelector(`[data-at="${at}"]`) ?? document.querySelector('h1')).focus();
}
