/** Making elements. Text goes in as text. */

const SVG = 'http://www.w3.org/2000/svg';

/** `given`: `on…` listeners, `aria-…` and `role` attributes, properties; empty children are left out. */
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

export function button(onclick, given, ...children) {
  return make('button', { type: 'button', onclick, ...given }, ...children);
}

/** A line icon on a 24 × 24 grid; the button around it has the words. */
export function icon(path) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}

export const ICONS = {
  chat: 'M4 5h16v11H9l-5 4z M8 9h8 M8 12h5',
  close: 'M6 6l12 12 M18 6L6 18',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5',
  photo: 'M4 7h4l1.5-2h5L16 7h4v12H4z M12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  send: 'M4 12l16-7-5 15-4-6z M11 14l9-9',
  down: 'M12 5v14 M6 13l6 6 6-6',
};
