import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { backOff, feedAddress, openFeed, type Feed, type LineState } from "../src/api/feed";

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  constructor(readonly address: string) {
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }
  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }
}

const last = (): FakeSocket => FakeSocket.made.at(-1) as FakeSocket;
let states: LineState[] = [];
let opened = 0;
let failures: number[] = [];
let frames: unknown[] = [];
let feed: Feed;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  [states, opened, failures, frames] = [[], 0, [], []];
  feed = openFeed(
    "ws://desk/feed",
    {
      opened: () => (opened += 1),
      frame: (frame) => frames.push(frame),
      state: (state) => states.push(state),
      failed: (count) => failures.push(count),
    },
    FakeSocket as unknown as typeof WebSocket,
  );
  feed.start();
});
afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

describe("the live line", () => {
  test("says at every connection that it is time to refetch", () => {
    last().accept();
    last().close();
    vi.advanceTimersByTime(1000);
    last().accept();
    expect(opened).toBe(2);
    expect(states).toEqual(["connecting", "open", "lost", "lost", "open"]);
  });

  test("waits longer after each failure, up to a bound, and never in step", () => {
    expect([1, 2, 3, 20].map((count) => backOff(count, 1))).toEqual([500, 1000, 2000, 15_000]);
    expect(backOff(20, 0)).toBe(7500);
  });

  test("begins again from the short wait once it was open", () => {
    for (let n = 0; n < 4; n += 1) {
      last().close();
      vi.advanceTimersByTime(15_000);
    }
    last().accept();
    last().close();
    expect(failures).toEqual([1, 2, 3, 4, 1]);
  });

  test("stays down once it is stopped", () => {
    feed.stop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.made).toHaveLength(1);
  });

  test("comes back at once when asked to, on one socket only", () => {
    last().close();
    feed.retryNow();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.made).toHaveLength(2);
  });

  test("passes frames on and ignores those of a line that was replaced", () => {
    const old = last();
    old.accept();
    old.onmessage?.({ data: '{"type":"pong"}' });
    feed.retryNow();
    old.onmessage?.({ data: '{"type":"resync"}' });
    expect(frames).toEqual([{ type: "pong" }]);
  });

  test("sends only while it is open", () => {
    feed.send({ type: "typing", conversation_id: "c" });
    last().accept();
    feed.send({ type: "typing", conversation_id: "c" });
    expect(last().sent).toEqual(['{"type":"typing","conversation_id":"c"}']);
  });

  test("is secure where the page is", () => {
    expect(feedAddress({ protocol: "https:", host: "a.cn" })).toBe("wss://a.cn/api/v1/agents/feed");
  });
});
