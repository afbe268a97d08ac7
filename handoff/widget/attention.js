/** How a new line is noticed while nobody looks: a number in the page's title, and a sound if wanted. */

const COUNTED = /^\(\d+\) /;

/** Puts the number of unread lines before the page's own title, or takes it away. */
export function countInTitle(count) {
  const own = document.title.replace(COUNTED, '');
  const title = count ? `(${count}) ${own}` : own;
  if (document.title !== title) document.title = title;
}

/** Two soft tones, made on the spot: there is no file to load. */
export function chime() {
  const Sound = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  if (!Sound) return;
  const sound = new Sound();
  [660, 880].forEach((pitch, index) => {
    const from = sound.currentTime + index * 0.16;
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.08, from);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
    tone.connect(volume).connect(sound.destination);
    tone.start(from);
    tone.stop(from + 0.32);
  });
  setTimeout(() => sound.close(), 800);
}
