/** A small dialog over the panel: one text, its buttons; Escape or 取消 leaves everything as it was. */

import { make } from './dom.js';

/**
 * Shows the sheet inside `place` and resolves with the value of the button pressed, null when left.
 * `buttons` are `{label, value, className?}`; the first one gets the focus.
 */
export function ask(place, { title, text, buttons }) {
  return new Promise((resolve) => {
    const before = place.getRootNode().activeElement;
    const leave = (value) => {
      shade.remove();
      before?.focus();
      resolve(value);
    };
    const row = make('div', { className: 'buttons' }, ...buttons.map(({ label, value, className = '' }) =>
      make('button', { type: 'button', className, onclick: () => leave(value) }, label)));
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
