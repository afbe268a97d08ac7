import { describe, expect, test } from "vitest";
import { mergeTurns, rowsOf, wholeUpTo } from "../src/logic/timeline";
import type { Pending } from "../src/logic/outbox";
import { note, NOON, turn } from "./fakeDesk";

const kinds = (rows: ReturnType<typeof rowsOf>): string[] => rows.map((row) => row.key);
const pending = (key: string): Pending => ({
  client_key: key,
  text: "您好",
  private: false,
  state: "sending",
  problem: "",
});

describe("the transcript", () => {
  test("holds every turn once and in order, whatever order they come in", () => {
    const merged = mergeTurns([turn(1, "resident"), turn(3, "resident")], [turn(2, "bot"), turn(3, "resident")]);
    expect(merged.map((one) => one.seq)).toEqual([1, 2, 3]);
  });

  test("keep how far a line has come when the answer to its posting comes late", () => {
    const told = { ...turn(1, "agent"), delivery: { state: "waiting" as const } };
    expect(mergeTurns([told], [turn(1, "agent")])[0]?.delivery).toEqual({ state: "waiting" });
    expect(mergeTurns([told], [{ ...told, delivery: { state: "sent" as const } }])[0]?.delivery).toEqual({ state: "sent" });
  });

  test("resumes before the first hole, not after the last turn", () => {
    expect(wholeUpTo([turn(1, "bot"), turn(2, "bot"), turn(5, "resident")])).toBe(2);
    expect(wholeUpTo([turn(2, "bot")])).toBe(0);
  });

  test("shows a note behind the turn it was written after", () => {
    const rows = rowsOf(
      { turns: [turn(1, "resident"), turn(2, "bot")], notes: [note("n", 1, "查过了")], pending: [] },
      NOON,
    );
    expect(kinds(rows).slice(1)).toEqual(["t1", "nn", "t2"]);
  });

  test("shows notes of a conversation's end behind the last turn", () => {
    const rows = rowsOf({ turns: [turn(1, "resident")], notes: [note("n", 1, "查过了")], pending: [] }, NOON);
    expect(kinds(rows).slice(1)).toEqual(["t1", "nn"]);
  });

  test("draws a line for each new day", () => {
    const turns = [turn(1, "resident", "早", { at: "2026-11-19T04:00:00Z" }), turn(2, "bot"), turn(3, "resident")];
    const labels = rowsOf({ turns, notes: [], pending: [] }, NOON).flatMap((row) =>
      row.type === "date" ? [row.label] : [],
    );
    expect(labels).toEqual(["11月19日 周四", "今天 11月21日"]);
  });

  test("drops a pending line once its turn has come by the feed", () => {
    const turns = [turn(1, "agent", "您好", { client_key: "k1" })];
    const rows = rowsOf({ turns, notes: [], pending: [pending("k1"), pending("k2")] }, NOON);
    expect(kinds(rows)).toContain("pk2");
    expect(kinds(rows)).not.toContain("pk1");
  });

  test("names the speaker only where another one begins", () => {
    const rows = rowsOf(
      { turns: [turn(1, "resident"), turn(2, "resident"), turn(3, "bot")], notes: [], pending: [] },
      NOON,
    );
    expect(rows.flatMap((row) => (row.type === "turn" ? [row.first] : []))).toEqual([true, false, true]);
  });
});
