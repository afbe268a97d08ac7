/** <linda-chat estate="…"> */

import { Desk, Store } from './desk.js';
import { Bubbles, FirstView, rowsOf } from './log.js';
import { button, chime, countInTitle, coverPhone, dress, icon, make, onPhone, trapFocus } from './page.js';
import { Composer, Panel, Rating, menuOf } from './panel.js';
import { Session } from './session.js';
import { WORDS } from './words.js';

const HOME = import.meta.url;
const TOAST_MS = 5_000;

export class LindaChat extends HTMLElement {
  static observedAttributes = ['open'];

  #uncover = null;
  #drawPlanned = false;
  #toastWords = '';
  #toastClock;
  #leaving;
  #focusBefore = null;
  #lastState = '';
  #unread = 0;

  connectedCallback() {
    if (!this.session) this.#build();
    this.#watch();
    this.session.start();
    if (this.hasAttribute('open')) this.#opened();
  }

  disconnectedCallback() {
    this.session.stop();
    this.#leaving.abort();
    this.#uncover?.();
    countInTitle(0);
  }

  attributeChangedCallback(_name, before, now) {
    if (!this.isConnected || !this.session || (before === null) === (now === null)) return;
    if (now === null) this.#closed();
    else this.#opened();
  }

  open() {
    this.setAttribute('open', '');
  }

  close() {
    this.removeAttribute('open');
  }

  #build() {
    const server = this.getAttribute('server') || new URL(HOME).origin;
    const estateId = this.getAttribute('estate') ?? '';
    this.store = new Store(`${server}:${estateId}`);
    this.session = new Session({ estateId, store: this.store, desk: new Desk(server) });
    this.session.addEventListener('change', () => this.#planDrawing());
    this.session.addEventListener('turn', ({ detail }) => this.#heardTurn(detail));
    this.#buildParts();
    const root = this.attachShadow({ mode: 'open' });
    dress(root);
    root.append(this.launcher, this.panel.element);
    this.#useLarge(this.store.read('large') === true);
    this.composer.fill(this.store.read('draft') ?? '');
    this.#draw();
  }

  #buildParts() {
    const { session } = this;
    const say = (message) => this.#say(message);
    const callPerson = () => this.#callPerson();
    this.badge = make('span', { className: 'badge' });
    this.launcher = button(() => this.open(), { className: 'launcher' },
      icon('chat'), make('span', {}, this.getAttribute('label') || WORDS.launcher), this.badge);
    this.composer = new Composer({
      callPerson,
      send: (text) => say({ kind: 'text', text }),
      draft: (text) => {
        this.store.write('draft', text);
        if (text) session.sayTyping();
      },
      photo: (file) => this.#perform(() => session.sendPhoto(file)),
    });
    this.firstView = new FirstView({ say, agree: () => this.#agree(), takeBack: () => this.#takeBack() });
    this.rating = new Rating((rating) => this.#rate(rating));
    this.panel = new Panel({
      close: () => this.close(),
      toggleLarge: () => this.#useLarge(!this.store.read('large')),
      menu: () => menuOf(this),
      perform: (deed) => this.#perform(deed),
    }, { first: this.firstView.element, rating: this.rating.element, composer: this.composer.element });
    this.bubbles = new Bubbles(this.panel.list, {
      callPerson,
      choose: ({ label, value }) => (value === 'human' ? callPerson() : say({ kind: 'choice', value, text: label })),
      missed: () => say({ kind: 'choice', value: 'none', text: WORDS.missedText }),
      retry: (key) => session.retry(key),
      picture: (id) => session.picture(id),
      ticket: (...what) => this.#perform(() => session.ticket(...what)),
    });
  }

  #watch() {
    this.#leaving = new AbortController();
    const { session, store, panel } = this;
    const watch = (target, name, heard) => target.addEventListener(name, heard, this.#leaving);
    watch(window, 'online', () => session.nudge());
    watch(window, 'offline', () => session.conversation?.networkLost());
    watch(window, 'storage', ({ key }) => key === `${store.scope}conversation` && session.followOtherTab());
    watch(window, 'pageshow', ({ persisted }) => persisted && session.nudge());
    watch(document, 'visibilitychange', () => {
      if (document.hidden) return;
      session.nudge();
      this.#planDrawing();
    });
    watch(panel.element, 'keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) this.close();
      else trapFocus(event, panel.element);
    });
  }

  #opened() {
    this.panel.element.hidden = false;
    this.launcher.hidden = true;
    this.#uncover = coverPhone(this.panel.element, () => this.panel.toEnd());
    this.session.loadEstate();
    this.#draw();
    if (this.session.fresh) this.panel.toStart();
    else this.panel.toEnd();
    this.#focus();
    this.#tell('open');
  }

  /** On a phone the keyboard waits to be asked for. */
  #focus(wanted = onPhone() ? this.panel.element : this.composer.input) {
    wanted.focus({ preventScroll: true });
  }

  #closed() {
    this.panel.element.hidden = true;
    this.launcher.hidden = false;
    this.#uncover?.();
    this.#uncover = null;
    this.#focus(this.launcher);
    this.#draw();
    this.#tell('close');
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(`linda-${name}`, { detail, bubbles: true, composed: true }));
  }

  #say(message) {
    this.session.say(message);
    if (!this.session.wanted) {
      this.panel.toEnd();
      return;
    }
    this.#focusBefore = this.shadowRoot.activeElement;
    this.#draw();
    this.firstView.element.scrollIntoView({ block: 'end' });
  }

  #callPerson() {
    if (this.session.state.name === 'agent') this.toast(WORDS.alreadyAgent);
    else if (this.session.holder === 'queue') this.toast(WORDS.alreadyQueued);
    else this.#say({ kind: 'escalation' });
  }

  #agree() {
    this.session.agree();
    this.panel.toEnd();
    this.#focus(this.#focusBefore?.isConnected ? this.#focusBefore : undefined);
  }

  #takeBack() {
    const { kind, text } = this.session.takeBackWanted();
    const { input } = this.composer;
    if (kind === 'text' && !input.value) this.composer.fill(text);
    this.#focus(input);
  }

  async #rate(rating) {
    try {
      await this.session.rate(rating);
    } catch (problem) {
      if (problem.status !== 409) throw problem; // 409: rated in another tab.
    }
    this.store.write('rated', this.#closureMark());
    this.#draw();
  }

  async #perform(deed) {
    try {
      await deed();
    } catch ({ gone, detail }) {
      this.toast(!gone && detail || WORDS.callFailed);
    }
  }

  toast = (words) => {
    clearTimeout(this.#toastClock);
    this.#toastWords = words;
    if (words) this.#toastClock = setTimeout(this.toast, TOAST_MS, '');
    this.#planDrawing();
  };

  #useLarge(large) {
    this.store.write('large', large);
    this.panel.useLarge(large);
  }

  #heardTurn(turn) {
    if (turn.author.kind === 'resident') return;
    this.panel.noticeNew();
    this.#tell('turn', turn);
    if (!this.#looking() && this.store.read('sound') && turn.seq > this.#seen) chime();
  }

  #looking() {
    return this.hasAttribute('open') && !document.hidden;
  }

  /** Names the closure. */
  #closureMark() {
    const said = this.session.turns.findLast(({ author }) => author.kind !== 'system')?.seq ?? 0;
    return `${this.session.conversation?.address.id}:${said}`;
  }

  #planDrawing() {
    if (this.#drawPlanned) return;
    this.#drawPlanned = true;
    setTimeout(() => {
      this.#drawPlanned = false;
      this.#draw();
    });
  }

  #draw() {
    const { session } = this;
    const { turns, unsent, holder, conversation, state } = session;
    this.firstView.update(session);
    this.bubbles.update(rowsOf({ turns, unsent, readSeq: conversation?.readSeq, tickets: conversation?.tickets }));
    this.rating.show(holder === 'closed' ? this.#ratingMode() : 'none');
    this.composer.update({ holder, begun: !!conversation, usable: state.name !== 'unavailable' });
    this.panel.update({
      title: session.estate?.name, state, answering: session.answering, notice: this.#noticeWords(),
    });
    this.#countUnread(session);
    if (state.name !== this.#lastState) this.#tell('state', { state: state.name });
    this.#lastState = state.name;
  }

  #ratingMode() {
    return this.store.read('rated') === this.#closureMark() ? 'thanks' : 'ask';
  }

  #noticeWords() {
    const { link, trouble } = this.session;
    if (this.#toastWords || link === 'open' || link === 'connecting') return this.#toastWords;
    return navigator.onLine ? trouble || WORDS.unreachable : WORDS.offline;
  }

  get #seen() {
    return this.store.read('seen') ?? 0;
  }

  #countUnread({ turns, lastSeq, conversation }) {
    if (this.#looking() && lastSeq !== this.#seen) {
      this.store.write('seen', lastSeq || null);
      conversation?.line.send({ type: 'read', seq: lastSeq });
    }
    const count = turns.filter(({ seq, author }) => seq > this.#seen && author.kind !== 'resident').length;
    this.badge.replaceChildren(count > 99 ? '99+' : `${count}`, make('span', { className: 'unseen' }, WORDS.unread));
    this.badge.hidden = !count;
    countInTitle(count);
    if (count !== this.#unread) this.#tell('unread', { count });
    this.#unread = count;
  }
}

/** Where the script line alone names an estate. */
function place() {
  const line = [...document.querySelectorAll('script[data-estate]')].find(({ src }) => src === HOME);
  if (!line || document.querySelector('linda-chat')) return;
  const element = document.createElement('linda-chat');
  for (const [name, value] of Object.entries(line.dataset)) element.setAttribute(name, value);
  document.body.append(element);
}

customElements.define('linda-chat', LindaChat);
if (document.body) place();
else document.addEventListener('DOMContentLoaded', place);
