/** What stands behind 更多, and the small dialog that asks first. */

import { button, make } from './dom.js';
import { WORDS } from './words.js';

function ask(place, { title, text, buttons }) {
  return new Promise((resolve) => {
    const before = place.getRootNode().activeElement;
    const leave = (value) => {
      shade.remove();
      before?.focus();
      resolve(value);
    };
    const row = make('div', { className: 'buttons' }, ...buttons.map(({ label, value, className = '' }) =>
      button(() => leave(value), { className }, label)));
    const shade = make('div', {
      className: 'shade',
      onclick: (event) => event.target === shade && leave(null),
      onkeydown: (event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave(null);
      },
    }, make('div', { className: 'sheet', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': title },
      make('p', { className: 'strong' }, title), make('p', { className: 'prose' }, text), row));
    place.append(shade);
    row.firstElementChild.focus();
  });
}

export function menuEntries({ store }) {
  return [
    { name: 'sound', label: store.read('sound') ? WORDS.soundOff : WORDS.soundOn },
    { name: 'privacy', label: WORDS.privacy },
    { name: 'export', label: WORDS.exportData },
    { name: 'erase', label: WORDS.eraseData },
  ];
}

function download(data, name) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const DEEDS = {
  async sound(chat) {
    chat.store.write('sound', !chat.store.read('sound'));
  },

  async privacy({ session, panel }) {
    const text = session.estate?.privacy?.text ?? WORDS.unreachable;
    await ask(panel.element, { title: WORDS.privacy, text, buttons: [{ label: WORDS.gotIt, value: 'ok', className: 'main' }] });
  },

  async export(chat) {
    if (!chat.session.conversation) return chat.toast(WORDS.nothingStored);
    download(await chat.session.exportData(), `${chat.session.estate?.name ?? ''}${WORDS.title}.json`);
    return chat.toast(WORDS.exported);
  },

  async erase(chat) {
    const answer = await ask(chat.panel.element, {
      title: WORDS.eraseData,
      text: WORDS.eraseText,
      buttons: [{ label: WORDS.cancel, value: null }, { label: WORDS.eraseYes, value: 'yes', className: 'danger' }],
    });
    if (answer !== 'yes') return;
    await chat.session.eraseData();
    chat.composer.fill('');
    chat.toast(WORDS.erased);
  },
};

export async function perform(name, chat) {
  try {
    await DEEDS[name](chat);
  } catch (problem) {
    chat.toast(problem.gone ? WORDS.callFailed : problem.detail || WORDS.callFailed);
  }
}
