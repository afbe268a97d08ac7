/** <linda-chat estate="…">, and the script line that places it by itself. */

import { Attention } from './attention.js';
import { Bubbles } from './bubbles.js';
import { Composer } from './composer.js';
import { Desk } from './desk.js';
import { ICONS, button, icon, make } from './dom.js';
import { FirstView } from './first_view.js';
import { menuEntries, perform } from './menu.js';
import { countInTitle, coverPhone, onPhone, trapFocus } from './page.js';
import { Panel } from './panel.js';
import { placeByItself } from './place.js';
import { Rating } from './rating.js';
import { Session } from './session.js';
import { Store } from './store.js';
import { dress } from './styles.js';
import { rowsOf } from './transcript.js';
import { WORDS } from './words.js';

const HOME = new URL(import.meta.url).origin;
const TOAST_MS = 5_000;

export class LindaChat extends HTMLElement {
  static observedAttributes = ['open'];

  #uncover = null;
  #drawPlanned = false;
  #toastClock = null;
  #leaving = null;
  #lastState = '';

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
    const server = this.getAttribute('server') || HOME;
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
    const badge = make('span', { className: 'badge', hidden: true });
    this.launcher = button(() => this.open(), { className: 'launcher' },
      icon(ICONS.chat), make('span', {}, this.getAttribute('label') || WORDS.launcher), badge);
    this.attention = new Attention({ store: this.store, launcher: this.launcher, badge });
    this.composer = new Composer({
      callPerson,
      send: (text) => say({ kind: 'text', text }),
      draft: (text) => {
        this.store.write('draft', text);
        if (text) session.sayTyping();
      },
      photo: (file) => this.#sendPhoto(file),
    });
    this.first = make('div', { className: 'first-view' });
    this.firstView = new FirstView(this.first, {
      say, agree: () => this.#agree(), takeBack: () => this.#takeBack(),
    });
    this.rating = new Rating((rating) => this.#rate(rating));
    this.panel = new Panel({
      close: () => this.close(),
      toggleLarge: () => this.#useLarge(!this.store.read('large')),
      entries: () => menuEntries(this),
      menu: (name) => perform(name, this),
    }, { first: this.first, rating: this.rating.element, composer: this.composer.element });
    this.bubbles = new Bubbles(this.panel.list, {
      callPerson,
      choose: ({ label, value }) => (value === 'human' ? callPerson() : say({ kind: 'choice', value, text: label })),
      missed: () => say({ kind: 'choice', value: 'none', text: WORDS.missedText }),
      retry: (key) => session.retry(key),
      picture: (id) => session.picture(id),
    });
  }

  #watch() {
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    const watch = (target, name, heard) => target.addEventListener(name, heard, { signal });
    watch(window, 'online', () => this.session.nudge());
    watch(window, 'offline', () => this.session.conversation?.networkLost());
    watch(window, 'storage', (event) =>
      event.key === this.store.nameOf('conversation') && this.session.followOtherTab());
    watch(window, 'pageshow', (event) => event.persisted && this.session.nudge());
    watch(document, 'visibilitychange', () => {
      if (document.hidden) return;
      this.session.nudge();
      this.#planDrawing();
    });
    watch(this.panel.element, 'keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) this.close();
      else trapFocus(event, this.panel.element);
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

  /** On a phone the keyboard stays away until it is asked for. */
  #focus() {
    (onPhone() ? this.panel.log : this.composer.input).focus({ preventScroll: true });
  }

  #closed() {
    this.panel.element.hidden = true;
    this.launcher.hidden = false;
    this.#uncover?.();
    this.#uncover = null;
    this.launcher.focus({ preventScroll: true });
    this.#draw();
    this.#tell('close');
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(`linda-${name}`, { detail, bubbles: true, composed: true }));
  }

  #say(message) {
    this.session.say(message);
    if (this.session.wanted) this.panel.element.querySelector('.consent')?.scrollIntoView({ block: 'end' });
    else this.panel.toEnd();
  }

  #callPerson() {
    const { name } = this.session.state;
    if (this.session.holder === 'agent' && name === 'agent') this.toast(WORDS.alreadyAgent);
    else if (this.session.holder === 'queue') this.toast(WORDS.alreadyQueued);
    else this.#say({ kind: 'escalation' });
  }

  #agree() {
    this.session.agree();
    this.panel.toEnd();
    this.#focus();
  }

  #takeBack() {
    const wanted = this.session.takeBackWanted();
    if (wanted?.kind === 'text' && !this.composer.input.value) this.composer.fill(wanted.text);
    this.composer.input.focus({ preventScroll: true });
  }

  async #rate(rating) {
    try {
      await this.session.rate(rating);
    } catch (problem) {
      if (problem.status !== 409) throw problem; // 409: rated already, perhaps in another tab.
    }
    this.store.write('rated', this.#closureMark());
    this.#draw();
  }

  async #sendPhoto(file) {
    try {
      await this.session.sendPhoto(file);
    } catch (problem) {
      this.composer.takesPhotos = !problem.gone && problem.status !== 405;
      this.toast(this.composer.takesPhotos && problem.detail ? problem.detail : WORDS.callFailed);
    }
  }

  toast(words) {
    clearTimeout(this.#toastClock);
    this.toastWords = words;
    this.#toastClock = setTimeout(() => {
      this.toastWords = '';
      this.#planDrawing();
    }, TOAST_MS);
    this.#planDrawing();
  }

  #useLarge(large) {
    this.store.write('large', large);
    this.panel.useLarge(large);
  }

  #heardTurn(turn) {
    if (turn.author.kind === 'resident') return;
    this.panel.noticeNew();
    this.#tell('turn', turn);
    this.attention.hear(turn, this.#looking());
  }

  #looking() {
    return this.hasAttribute('open') && !document.hidden;
  }

  /** Names the closure by the last line said before it. */
  #closureMark() {
    const said = this.session.turns.filter(({ author }) => author.kind !== 'system').at(-1)?.seq ?? 0;
    return `${this.session.conversation?.id}:${said}`;
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
    this.firstView.update({
      estate: session.estate, fresh: session.fresh, consent: session.consent, wanted: session.wanted,
    });
    const { turns, unsent } = session;
    this.bubbles.update(rowsOf({ turns, unsent, readSeq: session.conversation?.readSeq }));
    const closed = session.holder === 'closed';
    this.rating.show(closed ? this.#ratingMode() : 'none');
    this.composer.update({ holder: session.holder, begun: !!session.conversation });
    this.panel.update({
      title: session.estate?.name, state: session.state, answering: session.answering, notice: this.#noticeWords(),
    });
    this.#countUnread(turns);
    this.#tellState();
  }

  #ratingMode() {
    return this.store.read('rated') === this.#closureMark() ? 'thanks' : 'ask';
  }

  #noticeWords() {
    if (this.toastWords) return this.toastWords;
    if (this.session.link !== 'lost') return '';
    return navigator.onLine ? this.session.trouble || WORDS.unreachable : WORDS.offline;
  }

  #tellState() {
    const { name } = this.session.state;
    if (name === this.#lastState) return;
    this.#lastState = name;
    this.#tell('state', { state: name });
  }

  #countUnread(turns) {
    const before = this.attention.count;
    const seenNew = this.attention.update({ turns, lastSeq: this.session.lastSeq, looking: this.#looking() });
    if (seenNew) this.session.conversation?.sayRead();
    if (this.attention.count !== before) this.#tell('unread', { count: this.attention.count });
  }
}

customElements.define('linda-chat', LindaChat);

placeByItself(import.meta.url);
