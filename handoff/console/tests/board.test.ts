import { describe, expect, test } from "vitest";
import { inOrder, leaseLeft, loadOf, standingOf } from "../src/pages/board/logic";
import type { Busy } from "../src/pages/board/types";
import { NOON, WANG } from "./fakeDesk";

function busy(name: string, more: Partial<Busy> = {}): Busy {
  const free = { load: 0, capacity: 5, on_shift: true, lease_until: null, conversations: [] };
  return { ...WANG, id: name, name, online: true, ...free, ...more };
}

describe("the supervisor's board", () => {
  test("has those with conversations on top, the fullest first, then who is there, then who is away", () => {
    const all = [
      busy("不在", { online: false, presence: "online" }),
      busy("离开", { online: false, presence: "away" }),
      busy("空闲"),
      busy("一个", { load: 1 }),
      busy("断线", { load: 4, online: false }),
      busy("三个", { load: 3 }),
    ];
    expect(inOrder(all).map((one) => one.name)).toEqual(["三个", "一个", "断线", "空闲", "离开", "不在"]);
  });

  test("tells away from gone", () => {
    expect(standingOf({ online: false, presence: "away" })).toBe("away");
    expect(standingOf({ online: false, presence: "online" })).toBe("offline");
  });

  test("shows more than the capacity as full, and says so", () => {
    expect(loadOf({ load: 2, capacity: 4 })).toEqual({ share: 0.5, over: false });
    expect(loadOf({ load: 6, capacity: 4 })).toEqual({ share: 1, over: true });
  });

  test("counts a lease down to zero, and knows when there is none", () => {
    const until = new Date(NOON + 30_000).toISOString();
    expect(leaseLeft({ lease_until: until }, NOON)).toBe(30);
    expect(leaseLeft({ lease_until: until }, NOON + 60_000)).toBe(0);
    expect(leaseLeft({ lease_until: null }, NOON)).toBeNull();
  });
});
