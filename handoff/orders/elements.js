/** Making elements; text stays text. */

/** `given`: `on…` listeners, attributes with a dash, properties. */
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat(2).filter((child) => child || child === 0));
  return element;
}

export const button = (label, onclick, given = {}) => make('button', { type: 'button', onclick, ...given }, label);
