/** Making elements. Text goes in as text; there is no way to pass markup. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. `given` takes `on…` listeners, `aria-…`/`data-…`/`role` attributes and plain properties;
 * children are nodes or text, and empty ones are left out.
 */
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

/** A line icon on a 24 × 24 grid, hidden from screen readers: the button around it has the words. */
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
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 20c1-4 4-5.500 8-5.500s7 1.500 8 5.500',
  photo: 'M4 7h4l1.500-2h5L16 7h4v12H4z M12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  send: 'M4 12l16-7-5 15-4-6z M11 14l9-9',
  down: 'M12 5v14 M6 13l6 6 6-6',
};
