/** On a phone the panel is the screen: it follows the keyboard, holds the focus and stills the page behind. */

const PHONE = '(max-width: 640px)';
const FOCUSABLE = 'button:not([disabled]):not([hidden]), a[href], textarea, input:not([hidden]), [tabindex="0"]';

export const onPhone = () => matchMedia(PHONE).matches;

/** Fits the panel to what the keyboard leaves of the screen. */
function fit(panel) {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  panel.style.setProperty('--seen-height', `${seen.height}px`);
  panel.style.setProperty('--seen-top', `${seen.offsetTop}px`);
}

/** Starts following the keyboard; returns the function that ends it. */
export function followKeyboard(panel, moved) {
  const seen = globalThis.visualViewport;
  const refit = () => {
    fit(panel);
    moved();
  };
  const page = document.documentElement;
  const overflow = page.style.overflow;
  if (onPhone()) page.style.overflow = 'hidden';
  fit(panel);
  seen?.addEventListener('resize', refit);
  seen?.addEventListener('scroll', refit);
  return () => {
    page.style.overflow = overflow;
    seen?.removeEventListener('resize', refit);
    seen?.removeEventListener('scroll', refit);
  };
}

/** Keeps Tab inside the panel while it covers the page. */
export function trapFocus(event, panel) {
  if (event.key !== 'Tab' || !onPhone()) return;
  const all = [...panel.querySelectorAll(FOCUSABLE)].filter((element) => element.getClientRects().length);
  const current = panel.getRootNode().activeElement;
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey ? current !== first : current !== last) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
