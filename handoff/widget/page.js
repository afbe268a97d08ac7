/** Making elements, their looks (variables: docs/widget.md), the page around. */

const SVG = 'http://www.w3.org/2000/svg';
const FOCUSABLE = 'button:not([disabled]), a[href], textarea, input, [tabindex="0"]';

/** `given`: `on…` listeners, attributes with a dash, properties; text stays text. */
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter(Boolean));
  return element;
}

export const line = (className, ...words) => make('p', { className }, ...words);

export const button = (onclick, given, ...children) => make('button', { type: 'button', onclick, ...given }, ...children);

export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  drawing.append(path);
  return drawing;
}

const ICONS = {
  chat: 'M4 5h16v11H9l-5 4z M8 9h8 M8 12h5',
  close: 'M6 6l12 12 M18 6L6 18',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5',
  photo: 'M4 7h4l1.5-2h5L16 7h4v12H4z M12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  send: 'M4 12l16-7-5 15-4-6z M11 14l9-9',
  down: 'M12 5v14 M6 13l6 6 6-6',
};

export function chime() {
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  volume.gain.value = 0.08;
  volume.gain.exponentialRampToValueAtTime(0.0001, 0.5);
  tone.frequency.value = 660;
  tone.frequency.setValueAtTime(880, 0.16);
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(0.5);
  tone.onended = () => sound.close();
}

export const onPhone = () => matchMedia('(max-width: 640px)').matches;

/** Fits the panel above the keyboard; returns what ends that. */
export function coverPhone(panel, moved) {
  const seen = window.visualViewport;
  const fit = () => {
    panel.style.setProperty('--seen-height', `${seen.height}px`);
    panel.style.setProperty('--seen-top', `${seen.offsetTop}px`);
    moved();
  };
  const { style } = document.documentElement;
  const { overflow } = style;
  const ended = new AbortController();
  if (onPhone()) style.overflow = 'hidden';
  if (seen) fit();
  for (const name of ['resize', 'scroll']) seen?.addEventListener(name, fit, ended);
  return () => {
    style.overflow = overflow;
    ended.abort();
  };
}

export function trapFocus(event, panel) {
  if (event.key !== 'Tab' || !onPhone()) return;
  const all = [...panel.querySelectorAll(FOCUSABLE)].filter((element) => element.getClientRects().length);
  const [first, last] = event.shiftKey ? [all.at(-1), all[0]] : [all[0], all.at(-1)];
  if (panel.getRootNode().activeElement !== last) return;
  event.preventDefault();
  first.focus();
}

export function countInTitle(count) {
  const title = (count ? `(${count}) ` : '') + document.title.replace(/^\(\d+\) /, '');
  if (document.title !== title) document.title = title;
}

const SHEET = `
:host { all: initial; --colour: var(--linda-colour, #1d6a4c); --ink: #1c2521; --soft: #55635c; --edge: #b9c6bf; --paper: #fff;
  --ground: #f3f6f4; --alarm: #b3261e; --focus: 3px solid #f0b429; --size: 15px; color: var(--ink); line-height: 1.6;
  font-family: var(--linda-font, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", system-ui, sans-serif);
  line-break: strict; -webkit-text-size-adjust: 100%; }
*, *::before { box-sizing: border-box; }
p, h2 { margin: 0; }
[hidden] { display: none !important; }
button, textarea, input { font: inherit; color: inherit; }
button { border: 0; background: none; padding: 0 .6em; min-height: 40px; border-radius: 12px; cursor: pointer; }
button:disabled { cursor: default; }
:focus-visible { outline: var(--focus); outline-offset: 1px; }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
a { color: inherit; font-weight: 600; text-underline-offset: .2em; white-space: nowrap; }
img { display: block; max-width: 100%; height: auto; border-radius: 8px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.small, .state, .duty, .line, .notes, .time, .name, .delivery, .count, .follow, .past { font-size: .85em; color: var(--soft); }
.strong, .main, .launcher, .word[aria-pressed=true], .human, .down, .alarm .bubble, .choices button, .chips button, q { font-weight: 600; }
.main { background: var(--colour); color: #fff; padding: 0 1.1em; }
.danger { background: var(--alarm); }
.launcher, .panel, .down, .menu, dialog { box-shadow: 0 6px 24px #14282042; }
.launcher, .panel, dialog { position: fixed; z-index: var(--linda-layer, 2147483000);
  inset: auto var(--linda-corner-x, 20px) var(--linda-corner-y, 20px) auto; }
.launcher { height: 56px; padding: 0 22px 0 18px; display: flex; gap: 8px; align-items: center; border-radius: 28px;
  margin-bottom: env(safe-area-inset-bottom); background: var(--colour); color: #fff; font-size: 17px; }
.badge { position: absolute; top: -5px; right: -3px; min-width: 23px; padding: 0 6px; border-radius: 12px;
  background: var(--alarm); border: 2px solid #fff; font-size: 12px; text-align: center; }
.panel { width: 400px; height: min(640px, calc(100dvh - 40px)); display: flex; flex-direction: column; overflow: hidden;
  border-radius: 18px; background: var(--ground); font-size: var(--size); animation: rise .18s ease-out; outline: 0; }
.large { --size: 20px; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@keyframes blink { 50% { opacity: .25; } }

.head { position: relative; z-index: 2; display: flex; align-items: center; padding: 10px 8px 10px 16px; background: var(--colour); color: #fff; }
.who { flex: 1; min-width: 0; }
h2 { font-size: 1.1em; line-height: 1.35; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.state { color: #fff; line-height: 1.4; }
.state::before, .duty::before { content: ""; display: inline-block; margin-right: 7px; width: 8px; height: 8px; border-radius: 50%; background: #8be0b4; }
.state:is([data-state=queue], [data-state=confirm], [data-state=message], [data-state=unavailable])::before { background: #ffd479; }
.state[data-state$=connecting]::before { animation: blink 1s infinite; }
.head button { min-width: 40px; padding: 0 8px; display: grid; place-items: center; }
[aria-haspopup] svg { stroke-width: 3.5; }
.word { font-size: 15px; }
.word[aria-pressed=true] { background: #fff; color: var(--colour); }
.menu { position: absolute; right: 10px; top: 100%; padding: 8px; border-radius: 12px; background: var(--paper); color: var(--ink); }
.menu button { width: 100%; place-items: center start; }
.notice { padding: 8px 16px; background: #fff4d9; color: #5f4300; }

.middle { position: relative; flex: 1; min-height: 0; }
.log { height: 100%; overflow-y: auto; overscroll-behavior: contain; padding: 16px; }
.log:focus-visible { outline-offset: -3px; }
.prose, .line { white-space: pre-wrap; overflow-wrap: anywhere; }
.row { display: flex; flex-direction: column; align-items: flex-start; margin-top: 8px; }
.first { margin-top: 16px; }
.own { align-items: flex-end; }
.time { align-self: center; margin-bottom: 10px; }
.name { margin-bottom: 4px; }
.bubble, .greeting, .typing { max-width: 88%; padding: 9px 13px; border-radius: 4px 16px 16px; background: var(--paper); }
.own .bubble { background: var(--colour); color: #fff; border-radius: 16px 4px 16px 16px; }
.agent .bubble { background: #e6effb; }
.agent .name { color: #24507f; }
.alarm .bubble { max-width: 100%; background: #fdecea; color: #7a1510; border: 2px solid var(--alarm); border-radius: 12px; }
.line { align-self: center; max-width: 92%; padding: 4px 14px; border-radius: 12px; background: #e6ece9; }
.notes:empty, .count:empty { display: none; }
.notes { margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--edge); }
.sum { font-size: 1.2em; color: var(--ink); }
.follow, .past, .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.choices, .chips { display: grid; gap: 8px; margin-top: 8px; align-self: stretch; }
.choices button, .chips button { min-height: 44px; padding: 6px 14px; text-align: left; color: var(--colour); }
.ticket { align-self: center; }
.choices button, .chips button, .follow button { background: var(--paper); border: 1px solid var(--edge); }
.past { display: flex; }
.past button { min-height: 0; padding: 2px 10px; font-weight: 400; color: inherit; background: none; }
.past .chosen { border-color: var(--colour); color: var(--colour); }
.failed, .urgent { color: var(--alarm); }
.delivery button { text-decoration: underline; }
.typing { margin-top: 12px; width: max-content; }
.typing i { display: inline-block; margin: 3px; width: 7px; height: 7px; border-radius: 50%; background: #93a49b; animation: blink 1.2s infinite; }
.typing i + i { animation-delay: .3s; }
.down { position: absolute; bottom: 10px; left: 50%; transform: translateX(-50%); display: flex; align-items: center; gap: 6px; background: var(--paper); color: var(--colour); }

.duty { margin-top: 6px; }
.duty::before { background: #b98900; }
.on::before { background: #1d8a5a; }
.chips { margin: 16px 0 12px; grid-template-columns: 1fr 1fr; }
.chips p { grid-column: 1 / -1; }
.large .chips { grid-template-columns: 1fr; }
.consent, .rating { display: grid; gap: 8px; margin-top: 16px; padding: 14px; border-radius: 12px; background: var(--paper); border: 1px solid var(--edge); }
.wanted { border: 2px solid var(--colour); }
.buttons { justify-content: flex-end; }
.consent .main { flex: 1; }
.rating { justify-items: center; }
.stars { display: flex; }
.stars label { position: relative; }
.stars input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.stars span { display: grid; place-items: center; width: 48px; height: 48px; font-size: 32px; color: #c3cdc8; border-radius: 12px; }
.stars .lit span { color: #d98e04; }
.stars :focus-visible + span { outline: var(--focus); }
dialog[open] { display: grid; gap: 8px; width: 400px; max-width: none; border: 0; border-radius: 18px; padding: 18px; color: inherit; }
::backdrop { background: #0f1e1773; }

.composer { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px calc(10px + env(safe-area-inset-bottom)); background: var(--paper); }
.composer button { min-height: 44px; flex: none; display: grid; grid-auto-flow: column; gap: 4px; place-items: center; }
.human { border: 1.5px solid var(--colour); color: var(--colour); }
.human.done, .plain { border-color: var(--edge); color: var(--soft); }
.send:disabled { background: #d4ddd8; color: #5d6b64; }
.field { flex: 1; min-width: 0; }
textarea, .rating > input { display: block; width: 100%; min-height: 44px; max-height: 9em; padding: 9px 12px; resize: none; line-height: 1.5;
  border: 1px solid var(--edge); border-radius: 12px; background: var(--ground); }
textarea:focus-visible { outline: 2px solid var(--colour); }
::placeholder { color: #66746d; }

@media (max-width: 640px) {
  :host { --size: 16px; }
  .panel { inset: var(--seen-top, 0px) 0 auto 0; width: 100%; height: var(--seen-height, 100dvh); border-radius: 0; }
  .head { padding-top: calc(10px + env(safe-area-inset-top)); }
  button { min-height: 44px; min-width: 44px; }
  dialog { inset: auto 0 0 0; width: 100%; border-radius: 18px 18px 0 0; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
`;

/** Without constructable sheets (Safari before 16.4) an element does. */
export function dress(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(Object.assign(document.createElement('style'), { textContent: SHEET }));
  }
}
