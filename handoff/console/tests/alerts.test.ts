import { describe, expect, test, vi } from "vitest";
import { effectScope, nextTick, ref } from "vue";
import type { Alert } from "../src/aidTypes";
import type { LineState } from "../src/api/feed";
import { Problem } from "../src/api/request";
import { useAlerts, type Alerts } from "../src/composables/useAlerts";
import { useLease, type Lease } from "../src/composables/useLease";
import { aboutOf, inOrder, rings, wantsDesktop } from "../src/logic/alerts";
import { turn, waiting } from "./fakeDesk";

vi.mock("../src/say", () => ({ say: vi.fn() }));

const alert = (id: string, more: Partial<Alert> = {}): Alert => ({
  id,
  estate: "yunshan",
  kind: "handoff",
  class: "general",
  severity: "alarm",
  state: "open",
  text: "有住户等待人工",
  reason: "asked",
  conversation_id: "c",
  ticket: null,
  promise_id: null,
  due_at: "2026-11-21T04:00:00Z",
  raised_at: "2026-11-21T04:00:00Z",
  rungs: [],
  acknowledged: null,
  ...more,
});

describe("alerts", () => {
  test("stand with the gravest first, among equals the oldest, and leave when they are over", () => {
    const all = [
      alert("notice", { severity: "notice" }),
      alert("later", { raised_at: "2026-11-21T04:05:00Z" }),
      alert("first"),
      alert("gas", { severity: "urgent" }),
      alert("done", { state: "acknowledged" }),
    ];
    expect(inOrder(all).map((one) => one.id)).toEqual(["gas", "first", "later", "notice"]);
  });

  test("ring until somebody has them, a notice but once", () => {
    expect([alert("a"), alert("b", { severity: "notice" }), alert("c", { state: "ended" })].map(rings)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("come to the desktop at that rung, an emergency at any", () => {
    expect(wantsDesktop(alert("a"), "desktop")).toBe(true);
    expect(wantsDesktop(alert("a"), "console")).toBe(false);
    expect(wantsDesktop(alert("a", { severity: "urgent" }), "console")).toBe(true);
    expect(wantsDesktop(alert("a", { severity: "urgent" }), null)).toBe(false);
    expect(wantsDesktop(alert("a", { state: "acknowledged" }), "desktop")).toBe(false);
  });

  const watched = (acknowledge: () => Promise<Alert>): Alerts =>
    effectScope().run(() =>
      useAlerts({
        acknowledge,
        openAlerts: () => Promise.resolve([alert("b")]),
        keepPromise: () => Promise.reject(new Problem(500, "")),
      }),
    ) as Alerts;

  test("leave the list when they are acknowledged", async () => {
    const alerts = watched(() => Promise.resolve(alert("a", { state: "acknowledged" })));
    alerts.replace([alert("a"), alert("b")]);
    await alerts.acknowledge(alert("a"));
    expect(alerts.open.value.map((one) => one.id)).toEqual(["b"]);
  });

  test("are asked for anew where a colleague was faster", async () => {
    const alerts = watched(() => Promise.reject(new Problem(409, "刘洋 已经在处理。", "already_taken")));
    alerts.replace([alert("a"), alert("b")]);
    await alerts.acknowledge(alert("a"));
    expect(alerts.open.value.map((one) => one.id)).toEqual(["b"]);
  });
});

describe("a lease that ran out", () => {
  const lease = (queued: (id: string) => boolean): { state: ReturnType<typeof ref<LineState>>; lease: Lease } => {
    const state = ref<LineState>("open");
    return { state, lease: effectScope().run(() => useLease(state, () => ["a", "b"], queued)) as Lease };
  };

  test("is told with the number of conversations that went back to the queue", async () => {
    const { state, lease: mine } = lease((id) => id === "b");
    state.value = "lost";
    await nextTick();
    mine.compare();
    expect(mine.lost.value).toBe(0);
    state.value = "open";
    await nextTick();
    mine.compare();
    expect(mine.lost.value).toBe(1);
  });

  test("is not told where nothing was lost", async () => {
    const { state, lease: mine } = lease(() => false);
    state.value = "lost";
    await nextTick();
    state.value = "open";
    mine.compare();
    expect(mine.lost.value).toBe(0);
  });
});

describe("whom an alert is about", () => {
  const alert = { conversation_id: "c-1", text: "云杉花园：有居民等待人工接入。" };

  test("is said by house and last words, so that two alerts can be told apart", () => {
    const one = waiting("c-1", 60, { last_turn: turn(1, "resident", "煤气味很重") });
    expect(aboutOf(alert, new Map([["c-1", one]]))).toEqual({ who: "12-2-301", said: "煤气味很重" });
  });

  test("is the alert's own text where the conversation is not known", () => {
    expect(aboutOf(alert, new Map())).toEqual({ who: "", said: alert.text });
  });
});
