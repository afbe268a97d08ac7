/** The live line: one WebSocket that comes back by itself, slower and slower, never in step with others. */
import type { ClientFrame, Frame } from "../types";

export type LineState = "connecting" | "open" | "lost";

export interface FeedEvents {
  /** Called at every (re)connection: whoever listens refetches, since frames may have been missed. */
  opened: () => void;
  frame: (frame: Frame) => void;
  state: (state: LineState) => void;
  /** Called when an attempt failed, with the number of failures in a row. */
  failed: (failures: number) => void;
}

export interface Feed {
  start: () => void;
  stop: () => void;
  retryNow: () => void;
  send: (frame: ClientFrame) => void;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;
const PING_EVERY = 25_000;

/** How long to wait before attempt number `failures + 1`, in ms; `chance` in 0…1 spreads the crowd. */
export function backOff(failures: number, chance: number): number {
  const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (0.5 + chance / 2));
}

export function feedAddress(place: { protocol: string; host: string }): string {
  return `${place.protocol === "https:" ? "wss" : "ws"}://${place.host}/api/v1/agents/feed`;
}

export function openFeed(address: string, events: FeedEvents, Socket: typeof WebSocket = WebSocket): Feed {
  let socket: WebSocket | null = null;
  let failures = 0;
  let wanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pinging: ReturnType<typeof setInterval> | undefined;

  function connect(): void {
    clearTimeout(timer);
    events.state(failures ? "lost" : "connecting");
    const mine = new Socket(address);
    socket = mine;
    mine.onopen = () => {
      if (socket !== mine) return;
      failures = 0;
      clearInterval(pinging);
      pinging = setInterval(() => send({ type: "ping" }), PING_EVERY);
      events.state("open");
      events.opened();
    };
    mine.onmessage = (message) => {
      if (socket === mine) events.frame(JSON.parse(String(message.data)) as Frame);
    };
    mine.onclose = () => {
      if (socket === mine) lost();
    };
  }

  function lost(): void {
    socket = null;
    clearInterval(pinging);
    if (!wanted) return;
    failures += 1;
    events.state("lost");
    events.failed(failures);
    // A listener may have stopped the line because the session is over.
    if (wanted) timer = setTimeout(connect, backOff(failures, Math.random()));
  }

  function drop(): void {
    const old = socket;
    socket = null;
    clearInterval(pinging);
    clearTimeout(timer);
    old?.close();
  }

  const send: Feed["send"] = (frame) => {
    if (socket?.readyState === Socket.OPEN) socket.send(JSON.stringify(frame));
  };

  return {
    start: () => {
      wanted = true;
      connect();
    },
    stop: () => {
      wanted = false;
      drop();
    },
    retryNow: () => {
      if (!wanted) return;
      drop();
      failures = Math.max(1, failures);
      connect();
    },
    send,
  };
}
