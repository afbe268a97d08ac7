/** What the widget does to the page around it. */

const COUNTED = /^\(\d+\) /;
const PHONE = '(max-width: 640px)';
const FOCUSABLE = 'button:not([disabled]), a[href], textarea, input, [tabindex="0"]';

export function countInTitle(count) {
  const own = document.title.replace(COUNTED, '');
  const title = count ? `(${count}) ${own}` : own;
  if (document.title !== title) document.title = title;
}

export function chime() {
  if (!globalThis.AudioContext) return;
  const sound = new AudioContext();
  [660, 880].forEach((pitch, index) => {
    const from = sound.currentTime + index * 0.16;
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.08, from);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
    tone.connect(volume).connect(sound.destination);
    tone.start(from);
    tone.stop(from + 0.3);
  });
  setTimeout(() => sound.close(), 800);
}

export const onPhone = () => matchMedia(PHONE).matches;

/** Fits the panel to what the keyboard leaves; returns what ends that. */
export function coverPhone(panel, moved) {
  const seen = globalThis.visualViewport;
  const fit = () => {
    panel.style.setProperty('--seen-height', `${seen.height}px`);
    panel.style.setProperty('--seen-top', `${seen.offsetTop}px`);
    moved();
  };
  const { style } = document.documentElement;
  const { overflow } = style;
  if (onPhone()) style.overflow = 'hidden';
  if (seen) fit();
  seen?.addEventListener('resize', fit);
  seen?.addEventListener('scroll', fit);
  return () => {
    style.overflow = overflow;
    seen?.removeEventListener('resize', fit);
    seen?.removeEventListener('scroll', fit);
  };
}

export function trapFocus(event, panel) {
  if (event.key !== 'Tab' || !onPhone()) return;
  const all = [...panel.querySelectorAll(FOCUSABLE)].filter((element) => element.getClientRects().length);
  const [first, last] = [all[0], all.at(-1)];
  if (panel.getRootNode().activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
