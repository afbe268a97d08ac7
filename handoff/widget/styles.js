/** How the widget looks; docs/widget.md has the page's variables. */

const FRAME = `
:host { all: initial; --colour: var(--linda-colour, #1d6a4c); --ink: #1c2521; --soft: #55635c; --line: #dde4e0; --edge: #b9c6bf;
  --paper: #fff; --ground: #f3f6f4; --agent: #e6effb; --alarm: #b3261e; --shade: #14282042; --size: 15px;
  font-family: var(--linda-font, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif);
  color: var(--ink); line-height: 1.6; line-break: strict; -webkit-text-size-adjust: 100%; }
*, *::before { box-sizing: border-box; }
p, h2 { margin: 0; }
[hidden] { display: none !important; }
button, textarea, input { font: inherit; color: inherit; }
button { border: 0; background: none; padding: 0 .6em; min-height: 40px; border-radius: 10px; cursor: pointer; touch-action: manipulation; }
button:disabled { cursor: default; }
:focus-visible { outline: 3px solid #f0b429; outline-offset: 1px; }
svg { width: 1.5em; height: 1.5em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round;
  stroke-linejoin: round; flex: none; }
a { color: inherit; font-weight: 600; text-decoration: underline; text-underline-offset: .2em; white-space: nowrap; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.main { background: var(--colour); color: #fff; font-weight: 600; padding: 0 1.1em; }
.danger { background: var(--alarm); color: #fff; font-weight: 600; padding: 0 1.1em; }
.launcher { position: fixed; z-index: var(--linda-layer, 2147483000);
  right: max(var(--linda-corner-x, 20px), env(safe-area-inset-right));
  bottom: calc(var(--linda-corner-y, 20px) + env(safe-area-inset-bottom)); height: 56px; padding: 0 22px 0 18px;
  display: flex; gap: 9px; align-items: center; border-radius: 28px; background: var(--colour); color: #fff;
  font-size: 17px; font-weight: 600; box-shadow: 0 6px 20px var(--shade); }
.badge { position: absolute; top: -5px; right: -3px; min-width: 23px; height: 23px; padding: 0 6px; border-radius: 12px;
  background: var(--alarm); border: 2px solid #fff; color: #fff; font-size: 12px; line-height: 19px; text-align: center; }
.panel { position: fixed; z-index: var(--linda-layer, 2147483000); right: var(--linda-corner-x, 20px);
  bottom: var(--linda-corner-y, 20px); width: 400px; height: min(640px, calc(100dvh - 40px)); display: flex;
  flex-direction: column; overflow: hidden; border-radius: 18px; background: var(--ground); font-size: var(--size);
  box-shadow: 0 12px 48px var(--shade); animation: rise .18s ease-out; }
.panel.large { --size: 20px; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
`;

const HEADER = `
header { position: relative; z-index: 2; display: flex; align-items: center; gap: 2px; flex: none;
  padding: 10px 8px 10px 16px; background: var(--colour); color: #fff; }
.who { flex: 1; min-width: 0; }
h2 { font-size: 1.1em; line-height: 1.35; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.state { display: flex; align-items: center; gap: 6px; font-size: .87em; line-height: 1.4; }
.state::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: #8be0b4; flex: none; }
.state:is([data-state=queue], [data-state=confirm], [data-state=message])::before { background: #ffd479; }
.state[data-state$=connecting]::before { animation: blink 1s infinite; }
@keyframes blink { 50% { opacity: .25; } }
header button { min-width: 40px; padding: 0 8px; display: grid; place-items: center; }
header button:hover { background: #fff2; }
header svg { width: 22px; height: 22px; }
[aria-haspopup] svg { stroke-width: 3.5; }
.word { font-size: 15px; }
.word[aria-pressed=true] { background: #fff; color: var(--colour); font-weight: 600; }
.menu { position: absolute; right: 10px; top: calc(100% - 4px); padding: 6px; border-radius: 12px; background: var(--paper);
  color: var(--ink); box-shadow: 0 8px 28px var(--shade); display: grid; }
.menu button { justify-items: start; padding: 0 16px; min-height: 44px; }
.notice { flex: none; padding: 8px 16px; background: #fff4d9; color: #5f4300; font-size: .93em; }
`;

const LOG = `
.middle { position: relative; flex: 1; min-height: 0; }
.log { height: 100%; overflow-y: auto; overscroll-behavior: contain; padding: 16px; }
.log:focus-visible { outline-offset: -3px; }
.prose { white-space: pre-wrap; overflow-wrap: anywhere; }
.small { font-size: .87em; color: var(--soft); }
.strong { font-weight: 600; }
.row { display: flex; flex-direction: column; align-items: flex-start; margin-top: 8px; }
.row.first { margin-top: 16px; }
.row.own { align-items: flex-end; }
.time { align-self: center; margin: 4px 0 10px; font-size: .8em; color: var(--soft); }
.name { margin: 0 2px 4px; font-size: .8em; color: var(--soft); }
.bubble, .greeting { max-width: 88%; padding: 9px 13px; border-radius: 4px 16px 16px; background: var(--paper); }
img { display: block; max-width: 100%; height: auto; border-radius: 8px; }
.own .bubble { background: var(--colour); color: #fff; border-radius: 16px 4px 16px 16px; }
.agent .bubble { background: var(--agent); }
.agent .name { color: #24507f; font-weight: 600; }
.alarm .bubble { max-width: 100%; width: 100%; background: #fdecea; color: #7a1510; border: 2px solid var(--alarm);
  border-radius: 14px; font-weight: 600; }
.alarm .bubble a { display: inline-block; padding: 0 .3em; font-size: 1.12em; }
.line { align-self: center; max-width: 92%; font-size: .87em; color: var(--soft); white-space: pre-wrap;
  padding: 4px 14px; border-radius: 14px; background: #e6ece9; }
.notes:empty { display: none; }
.notes { margin-top: 8px; padding-top: 7px; border-top: 1px solid var(--line); font-size: .83em; color: var(--soft); display: grid; gap: 2px; }
.sum { font-size: 1.2em; color: var(--ink); }
.sum strong { font-size: 1.25em; color: var(--colour); }
.follow, .choices, .buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.follow { margin-top: 6px; }
.follow button { font-size: .87em; border: 1px solid var(--edge); background: var(--paper); color: #35473e; border-radius: 20px; padding: 0 1em; }
.choices { flex-direction: column; align-items: stretch; align-self: stretch; margin-top: 8px; max-width: 88%; }
.choices button, .chips button { min-height: 44px; padding: 6px 14px; text-align: left; background: var(--paper);
  border: 1.5px solid var(--edge); color: var(--colour); font-weight: 600; border-radius: 12px; }
.choices.past { flex-direction: row; gap: 6px; }
.choices.past button { min-height: 0; padding: 2px 10px; font-size: .8em; font-weight: 400; border: 1px solid var(--line); color: var(--soft); background: none; }
.choices.past .chosen { border-color: var(--colour); color: var(--colour); font-weight: 600; }
.choices button:hover, .chips button:hover, .follow button:hover { background: var(--ground); }
.delivery { margin: 3px 4px 0; font-size: .8em; color: var(--soft); }
.failed, .urgent { color: var(--alarm); }
.delivery button, .line button { min-height: 36px; color: var(--alarm); font-weight: 600; text-decoration: underline; }
.typing { display: flex; gap: 5px; width: max-content; margin-top: 12px; padding: 14px; border-radius: 4px 16px 16px; background: var(--paper); }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: #93a49b; animation: blink 1.2s infinite; }
.typing i:nth-of-type(2) { animation-delay: .2s; } .typing i:nth-of-type(3) { animation-delay: .4s; }
.down { position: absolute; bottom: 10px; left: 50%; transform: translateX(-50%); display: flex; gap: 6px; align-items: center;
  background: var(--paper); color: var(--colour); font-weight: 600; border-radius: 22px; padding: 0 16px; box-shadow: 0 4px 16px var(--shade); }
`;

const CARDS = `
.greeting { display: grid; gap: 6px; }
.duty { display: flex; gap: 7px; font-size: .87em; color: var(--soft); }
.duty::before { content: ""; flex: none; width: 8px; height: 8px; margin-top: .5em; border-radius: 50%; background: #b98900; }
.duty.on::before { background: #1d8a5a; }
.chips { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin-top: 16px; }
.chips p, .large .chips { grid-column: 1 / -1; }
.large .chips { grid-template-columns: 1fr; }
.urgent { margin-top: 12px; }
.consent { display: grid; gap: 8px; margin-top: 14px; padding: 13px 15px; border-radius: 14px; background: var(--paper); border: 1px solid var(--line); }
.consent.wanted { border: 2px solid var(--colour); }
q { font-weight: 600; }
.buttons { justify-content: flex-end; }
.buttons button { min-height: 44px; }
.consent .main { flex: 1; }
.rating { display: grid; gap: 8px; justify-items: center; margin-top: 18px; padding: 16px; border-radius: 14px; background: var(--paper); text-align: center; }
.stars { display: flex; }
.stars label { position: relative; width: 48px; height: 48px; cursor: pointer; }
.stars input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.stars span { display: grid; place-items: center; height: 100%; font-size: 32px; line-height: 1; color: #c3cdc8; border-radius: 10px; }
.stars .lit span { color: #d98e04; }
.stars :focus-visible + span { outline: 3px solid #f0b429; }
.rating input[type=text] { width: 100%; min-height: 44px; padding: 0 12px; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }
.shade { position: absolute; inset: 0; z-index: 3; display: grid; align-items: end; background: #0f1e1773; }
.sheet { display: grid; gap: 12px; max-height: 90%; overflow-y: auto; padding: 20px 18px calc(18px + env(safe-area-inset-bottom)); border-radius: 18px 18px 0 0; background: var(--paper); }
`;

const COMPOSER = `
.composer { flex: none; display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px calc(10px + env(safe-area-inset-bottom));
  background: var(--paper); border-top: 1px solid var(--line); }
.composer button { min-height: 44px; flex: none; }
.human { display: flex; align-items: center; gap: 4px; padding: 0 10px; border: 1.5px solid var(--colour); color: var(--colour); font-weight: 600; }
.human svg { width: 20px; height: 20px; }
.human.done { border-color: var(--edge); color: var(--soft); }
.plain { display: grid; place-items: center; color: var(--soft); padding: 0 6px; }
.send { padding: 0 12px; display: grid; place-items: center; }
.send:disabled { background: #d4ddd8; color: #5d6b64; }
.field { flex: 1; min-width: 0; }
textarea { display: block; width: 100%; min-height: 44px; max-height: 9em; padding: 9px 12px; resize: none; line-height: 1.5; border: 1px solid var(--edge);
  border-radius: 12px; background: var(--ground); }
textarea:focus-visible { outline: 2px solid var(--colour); outline-offset: 0; }
textarea::placeholder { color: #66746d; }
.count { font-size: .8em; color: var(--soft); text-align: right; }
.count:empty { display: none; }
`;

const PHONE = `
@media (max-width: 640px) {
  .panel { --size: 16px; inset: var(--seen-top, 0px) 0 auto 0; width: 100%; height: var(--seen-height, 100dvh); border-radius: 0; box-shadow: none; }
  header { padding-top: calc(10px + env(safe-area-inset-top)); }
  button, .delivery button, .line button { min-height: 44px; }
  .past button { min-height: 0; }
  header button { min-width: 44px; }
  .launcher { right: max(16px, env(safe-area-inset-right)); bottom: calc(16px + env(safe-area-inset-bottom)); }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
`;

const SHEET = FRAME + HEADER + LOG + CARDS + COMPOSER + PHONE;

/** Older browsers have no constructable style sheets. */
export function dress(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = SHEET;
    root.append(style);
  }
}
