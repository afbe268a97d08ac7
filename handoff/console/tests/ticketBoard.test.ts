import { describe, expect, test } from "vitest";
import { columnsOf, NO_FILTER, NOBODY, ownersOf, passes, urgencyOf, type TicketFilter } from "../src/pages/tickets/logic";
import { NOON, ticket } from "./fakeDesk";

const soon = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();
const LI = { id: "li", name: "李强" };
const all = [
  ticket("YS-1", { opened_at: soon(-3600), due_at: soon(3600), owner: LI }),
  ticket("YS-2", { opened_at: soon(-3600), due_at: soon(600), class: "urgent", house: "3-1-502" }),
  ticket("YS-3", { due_at: soon(-1), trade: "保洁", summary: "楼道垃圾没有清" }),
  ticket("YS-4", { due_at: null, state: "done", owner: LI }),
];
const found = (filter: Partial<TicketFilter>): string[] =>
  all.filter((one) => passes(one, { ...NO_FILTER, ...filter }, NOON)).map((one) => one.number);

describe("the ticket board", () => {
  test("warns in the last quarter of the time, reddens when it is over, and rests once nothing is due", () => {
    expect(all.map((one) => urgencyOf(one, NOON))).toEqual(["calm", "soon", "late", "calm"]);
  });

  test("lets all through without a filter, and by each filter only its own", () => {
    expect(found({})).toHaveLength(4);
    expect(found({ state: "done" })).toEqual(["YS-4"]);
    expect(found({ class: "urgent" })).toEqual(["YS-2"]);
    expect(found({ trade: "保洁" })).toEqual(["YS-3"]);
    expect(found({ owner: LI.id })).toEqual(["YS-1", "YS-4"]);
    expect(found({ owner: NOBODY })).toEqual(["YS-2", "YS-3"]);
    expect(found({ overdue: true })).toEqual(["YS-3"]);
  });

  test("finds by number, place, matter and owner, whatever the case", () => {
    expect(found({ words: "ys-2" })).toEqual(["YS-2"]);
    expect(found({ words: "3-1-502" })).toEqual(["YS-2"]);
    expect(found({ words: "垃圾" })).toEqual(["YS-3"]);
    expect(found({ words: "李强" })).toEqual(["YS-1", "YS-4"]);
  });

  test("keeps a column for every state, and only the wanted one where a state is chosen", () => {
    expect(columnsOf(all, "")).toHaveLength(7);
    expect(columnsOf(all, "").find((one) => one.state === "accepted")?.tickets).toHaveLength(3);
    expect(columnsOf(all, "done").map((one) => one.state)).toEqual(["done"]);
  });

  test("names each owner once", () => {
    expect(ownersOf(all)).toEqual([LI]);
  });
});
