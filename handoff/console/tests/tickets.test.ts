import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem } from "../src/api/request";
import { useTickets, type Tickets } from "../src/composables/useTickets";
import { useRelated } from "../src/composables/useRelated";
import {
  asField,
  inOrder,
  mayHandOn,
  momentToCome,
  secondsToDue,
  spareSnaps,
  storyOf,
  withTicket,
} from "../src/logic/tickets";
import type { Turn } from "../src/types";
import { FakeDesk, NOON, ticket, turn, waiting, WANG } from "./fakeDesk";

vi.mock("../src/say", () => ({ say: vi.fn() }));

const soon = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();
const numbers = (all: readonly { number: string }[]): string[] => all.map((one) => one.number);

describe("a ticket's card", () => {
  test("has what is due soonest on top and what is over below", () => {
    const all = [
      ticket("over", { state: "confirmed", due_at: null }),
      ticket("done", { state: "done", due_at: null }),
      ticket("late", { due_at: soon(-60) }),
      ticket("soon", { due_at: soon(60) }),
    ];
    expect(numbers(inOrder(all))).toEqual(["late", "soon", "done", "over"]);
  });

  test("counts down to what is due, below zero once it is late, and not once it is done", () => {
    expect(secondsToDue({ due_at: soon(90) }, NOON)).toBe(90);
    expect(secondsToDue({ due_at: soon(-5) }, NOON)).toBe(-5);
    expect(secondsToDue({ due_at: null }, NOON)).toBeNull();
  });

  test("tells what a call after the work came to", () => {
    const by = { kind: "agent", name: "王芳" } as const;
    const calls = [
      { by, at: soon(1), reached: false, satisfied: null },
      { by, at: soon(2), reached: true, satisfied: false, note: "还在滴水" },
      { by, at: soon(3), reached: true, satisfied: true },
    ];
    const told = storyOf(ticket("1", { moves: [], follow_ups: calls }));
    expect(told.map((one) => one.head)).toEqual([
      "回访：住户满意 · 王芳",
      "回访：住户不满意 · 王芳",
      "回访：没有联系上 · 王芳",
    ]);
    expect(told[1]?.body).toBe("还在滴水");
  });

  test("tells moves, urgings and promises as one story, the latest first", () => {
    const by = { kind: "agent", name: "王芳" } as const;
    const told = storyOf(
      ticket("1", {
        moves: [
          { to: "accepted", by: { kind: "bot" }, at: soon(0) },
          { to: "dispatched", by, at: soon(20), note: "张师傅" },
          { to: "accepted", by: { kind: "resident" }, at: soon(40) },
        ],
        urged: [soon(10)],
        promises: [{ id: "p", text: "明早上门", due_at: soon(900), by, at: soon(30) }],
      }),
    );
    expect(told.map((one) => [one.head, one.body])).toEqual([
      ["重新受理 · 住户", ""],
      ["承诺住户 · 王芳", "明早上门"],
      ["已派单 · 王芳", "张师傅"],
      ["住户催单", ""],
      ["已受理 · 机器人", ""],
    ]);
  });

  test("is not set back by an answer that is older than the frame", () => {
    const moved = ticket("1", { state: "dispatched", moves: [...ticket("1").moves, ...ticket("1").moves] });
    expect(withTicket([moved], ticket("1"))[0]?.state).toBe("dispatched");
    expect(withTicket([ticket("1")], moved)[0]?.state).toBe("dispatched");
  });

  test("is handed on by its owner, by anybody where it has none, else from the second grade on", () => {
    const owned = ticket("1", { owner: { id: "agent-liu", name: "刘洋" } });
    expect(mayHandOn(ticket("1"), WANG)).toBe(true);
    expect(mayHandOn(owned, WANG)).toBe(false);
    expect(mayHandOn(owned, { ...WANG, grade: 2 })).toBe(true);
    expect(mayHandOn({ ...owned, owner: WANG }, WANG)).toBe(true);
    expect(mayHandOn({ ...owned, owner: WANG, state: "confirmed" }, WANG)).toBe(false);
  });

  test("takes what its conversation's pictures are not on it yet", () => {
    const shot = (seq: number, id: string): Turn =>
      turn(seq, "resident", "[图片]", { kind: "image", attachment: { id, width: 4, height: 3 } });
    const one = ticket("1", { attachments: [{ id: "p1", conversation_id: "a", width: 4, height: 3 }] });
    const spare = (where: string, of = one): string[] =>
      spareSnaps(of, where, [turn(1, "resident"), shot(2, "p1"), shot(3, "p2")]).map((snap) => snap.id);
    expect(spare("a")).toEqual(["p2"]);
    expect(spare("elsewhere")).toEqual([]);
    expect(spare("a", { ...one, state: "confirmed" })).toEqual([]);
  });

  test("promises only what is still to come", () => {
    expect(momentToCome(asField(NOON + 3_600_000), NOON)).toBe(soon(3600).replace(/:\d\d\.\d+Z$/, ":00.000Z"));
    expect(momentToCome(asField(NOON - 60_000), NOON)).toBeNull();
    expect(momentToCome("", NOON)).toBeNull();
  });
});

describe("the tickets of the open conversation", () => {
  let desk: FakeDesk;
  let tickets: Tickets;

  beforeEach(async () => {
    desk = new FakeDesk();
    desk.keep(ticket("YS-1"));
    desk.keep(ticket("YS-2", { conversations: ["b"] }));
    tickets = useTickets(desk);
    await tickets.show("a");
  });

  test("are its own, also when the feed brings others", () => {
    tickets.heard(ticket("YS-3"));
    tickets.heard(ticket("YS-4", { conversations: ["b"] }));
    expect(numbers(tickets.all.value).sort()).toEqual(["YS-1", "YS-3"]);
  });

  test("are not overwritten by a slow answer for the conversation before", async () => {
    const first = tickets.show("b");
    await Promise.all([first, tickets.show("a")]);
    expect(numbers(tickets.all.value)).toEqual(["YS-1"]);
  });

  test("move from the state that the agent saw, and show where they stand then", async () => {
    const [seen] = tickets.all.value;
    expect(seen && (await tickets.move(seen, "dispatched", "张师傅"))).toBe(true);
    expect(desk.asked).toContain("move YS-1 accepted dispatched");
    expect(tickets.all.value[0]?.state).toBe("dispatched");
  });

  test("are fetched again when a move is refused, since somebody else was faster", async () => {
    const [seen] = tickets.all.value;
    if (seen) desk.keep({ ...seen, state: "dispatched", moves: [...seen.moves, ...seen.moves] });
    desk.refusals = [new Problem(409, "工单现在是“已派单”。")];
    expect(seen && (await tickets.move(seen, "cancelled", ""))).toBe(false);
    expect(tickets.all.value[0]?.state).toBe("dispatched");
  });

  test("grow by one that is opened, and by what is promised about it", async () => {
    const wanted = { category: "repair", trade: "工程", class: "urgent", summary: "水管爆了" } as const;
    expect(await tickets.open({ client_key: "k", conversation_id: "a", ...wanted })).toBe(true);
    const opened = tickets.all.value.find((one) => one.summary === "水管爆了");
    expect(opened && (await tickets.promise(opened, "马上到", soon(600)))).toBe(true);
    expect(tickets.all.value.find((one) => one.number === opened?.number)?.promises).toHaveLength(1);
  });

  test("are linked to the open conversation, handed on, and given its pictures", async () => {
    expect(await tickets.link("YS-2")).toBe(true);
    expect(numbers(tickets.all.value).sort()).toEqual(["YS-1", "YS-2"]);
    const [one] = tickets.all.value;
    expect(one && (await tickets.handOn(one, { id: "agent-liu", name: "刘洋" }, "我休息"))).toBe(true);
    expect(one && (await tickets.addPictures(one, ["p1", "p2"]))).toBe(true);
    const now = tickets.all.value.find((other) => other.number === one?.number);
    expect(now?.owner?.id).toBe("agent-liu");
    expect(now?.attachments?.map((snap) => snap.id)).toEqual(["p1", "p2"]);
  });

  test("record a call under the key of its dialog", async () => {
    const [one] = tickets.all.value;
    const call = { client_key: "call-1", outcome: "unreached", note: "" } as const;
    expect(one && (await tickets.followUp(one, call))).toBe(true);
    expect(desk.asked).toContain("followUp YS-1 unreached call-1");
  });

  test("say in the desk's words why they did not come, and come at the next try", async () => {
    desk.refusals = [new Problem(503, "服务正忙。")];
    await tickets.load();
    expect(tickets.problem.value).toBe("服务正忙。");
    await tickets.load();
    expect(tickets.problem.value).toBe("");
  });
});

describe("what was before the open conversation", () => {
  test("is its own, and not overwritten by a slow answer for the one before", async () => {
    const desk = new FakeDesk();
    const alike = { ...waiting("old", 60), alike: ["house" as const] };
    desk.before.set("a", { conversations: [alike], tickets: [ticket("YS-9")] });
    const earlier = useRelated(desk);
    await Promise.all([earlier.show("b"), earlier.show("a")]);
    expect(earlier.found.value?.conversations.map((one) => one.id)).toEqual(["old"]);
    desk.refusals = [new Problem(503, "服务正忙。")];
    await earlier.load();
    expect(earlier.problem.value).toBe("服务正忙。");
    await earlier.show(null);
    expect(earlier.found.value).toBeNull();
  });
});
