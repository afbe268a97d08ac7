import { onScopeDispose, ref, type Ref } from "vue";

interface Tone {
  frequency: number;
  at: number;
}

const CALM: Tone[] = [
  { frequency: 660, at: 0 },
  { frequency: 880, at: 0.16 },
];
const URGENT: Tone[] = [0, 0.18, 0.36, 0.72, 0.9, 1.08].map((at, n) => ({ frequency: n % 2 ? 740 : 988, at }));
const LENGTH = 0.15;

/** Two soft tones, or six sharp ones, made on the spot; no sound file. */
export function useBeep(): { beep: (urgent: boolean) => void; blocked: Ref<boolean> } {
  const blocked = ref(false);
  let audio: AudioContext | null = null;

  function play(tone: Tone, on: AudioContext): void {
    const start = on.currentTime + tone.at;
    const voice = on.createOscillator();
    const volume = on.createGain();
    voice.frequency.value = tone.frequency;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.2, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH);
    voice.connect(volume).connect(on.destination);
    voice.start(start);
    voice.stop(start + LENGTH);
  }

  // Browsers stay silent until the first press or click on the page.
  const wake = (): void => {
    if (audio?.state === "suspended") void audio.resume();
    blocked.value = false;
  };
  addEventListener("pointerdown", wake);
  addEventListener("keydown", wake);
  onScopeDispose(() => {
    removeEventListener("pointerdown", wake);
    removeEventListener("keydown", wake);
    void audio?.close();
  });

  function beep(urgent: boolean): void {
    audio ??= new AudioContext();
    blocked.value = audio.state === "suspended";
    if (blocked.value) return;
    for (const tone of urgent ? URGENT : CALM) play(tone, audio);
  }

  return { beep, blocked };
}
