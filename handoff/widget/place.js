/** The script line: `<script type="module" src="…/linda-chat.js" data-estate="…">` becomes an element. */

function place(source) {
  const line = [...document.querySelectorAll('script[data-estate]')].find(({ src }) => src === source);
  if (!line || document.querySelector('linda-chat')) return;
  const element = document.createElement('linda-chat');
  for (const [name, value] of Object.entries(line.dataset)) element.setAttribute(name, value);
  document.body.append(element);
}

/** `source` is the address that the line names. */
export function placeByItself(source) {
  if (document.body) place(source);
  else document.addEventListener('DOMContentLoaded', () => place(source));
}
