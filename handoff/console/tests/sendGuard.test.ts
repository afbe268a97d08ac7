import { describe, expect, test } from "vitest";
import { mustConfirm, newcomer, startTyping } from "../src/logic/sendGuard";
import { turn, WANG } from "./fakeDesk";

const before = [turn(1, "resident"), turn(2, "bot")];
const guard = startTyping(2);

describe("the send guard", () => {
  test("lets a reply go when nobody else wrote", () => {
    expect(mustConfirm(before, guard, WANG.name)).toBe(false);
  });

  test("holds the first press when the resident wrote meanwhile", () => {
    expect(mustConfirm([...before, turn(3, "resident")], guard, WANG.name)).toBe(true);
  });

  test("lets the second press go", () => {
    expect(mustConfirm([...before, turn(3, "resident")], { ...guard, warned: 3 }, WANG.name)).toBe(false);
  });

  test("holds again when one more turn came after the warning", () => {
    const turns = [...before, turn(3, "resident"), turn(4, "resident")];
    expect(mustConfirm(turns, { ...guard, warned: 3 }, WANG.name)).toBe(true);
  });

  test("counts a colleague's turn, and not one's own or the system's", () => {
    const own = turn(3, "agent", "好的", { author: { kind: "agent", name: WANG.name } });
    const colleague = turn(4, "agent", "我来", { author: { kind: "agent", name: "刘洋" } });
    expect(newcomer([...before, own, turn(4, "system")], guard, WANG.name)).toBeNull();
    expect(newcomer([...before, own, colleague], guard, WANG.name)?.author.name).toBe("刘洋");
  });
});
