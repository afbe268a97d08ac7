import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem } from "../src/api/request";
import { useThread, type Thread } from "../src/composables/useThread";
import { FakeDesk, note, turn, waiting } from "./fakeDesk";

let desk: FakeDesk;
let thread: Thread;
const seqs = (): number[] => thread.turns.value.map((one) => one.seq);

beforeEach(() => {
  desk = new FakeDesk().hold(waiting("a", 60), waiting("b", 10));
  desk.said.set("a", [turn(1, "resident"), turn(2, "bot")]);
  desk.said.set("b", [turn(1, "resident", "别的事")]);
  thread = useThread(desk, () => undefined);
});

describe("the open conversation", () => {
  test("fetches everything when it is opened and only the rest when it resumes", async () => {
    await thread.open("a");
    desk.said.set("a", [turn(1, "resident"), turn(2, "bot"), turn(3, "resident")]);
    await thread.refresh();
    expect(seqs()).toEqual([1, 2, 3]);
    expect(desk.asked.filter((asked) => asked.startsWith("turns"))).toEqual(["turns a after 0", "turns a after 2"]);
  });

  test("fills a hole that the feed left", async () => {
    await thread.open("a");
    desk.said.set(
      "a",
      [1, 2, 3, 4].map((seq) => turn(seq, "resident")),
    );
    thread.addTurn("a", turn(4, "resident"));
    await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
  });

  test("draws a repeated turn once", async () => {
    await thread.open("a");
    thread.addTurn("a", turn(3, "resident"));
    thread.addTurn("a", turn(3, "resident"));
    expect(seqs()).toEqual([1, 2, 3]);
  });

  test("takes no lines of another conversation", async () => {
    await thread.open("a");
    thread.addTurn("b", turn(3, "resident"));
    thread.addNote("b", note("n", 1, "看看"));
    expect(seqs()).toEqual([1, 2]);
    expect(thread.notes.value).toEqual([]);
  });

  test("is not overwritten by a slow answer for the one before", async () => {
    const first = thread.open("a");
    await Promise.all([first, thread.open("b")]);
    expect(thread.turns.value.map((one) => one.text)).toEqual(["别的事"]);
  });

  test("says in the desk's words what went wrong, and works again after a retry", async () => {
    desk.refusals = [new Problem(503, "服务正忙。")];
    await thread.open("a");
    expect(thread.problem.value).toBe("服务正忙。");
    await thread.refresh();
    expect(thread.problem.value).toBe("");
    expect(seqs()).toEqual([1, 2]);
  });
});
