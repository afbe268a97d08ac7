import { describe, expect, test } from "vitest";
import {
  bodyOf,
  EMPTY_FORM,
  formOf,
  formOfCluster,
  isTouched,
  linesOf,
  piecesOf,
  presentPoint,
  wordsOf,
} from "../src/pages/knowledge/logic";
import type { Cluster, Entry, Simulation } from "../src/pages/knowledge/types";

const ENTRY: Entry = {
  id: "fees.parking",
  estate: "yunshan",
  group: "收费",
  title: "停车费",
  questions: ["停车费多少", "车位月租"],
  answer: "地下车位每月 300 元。",
  audience: ["业主"],
  buildings: ["3", "5"],
  valid_from: "2026-01-01",
  valid_until: null,
  source: { document: "收费公示", section: "停车" },
  also: ["fees.property"],
  revision: 4,
  state: "in_force",
  author: null,
  at: null,
};

describe("an entry's form", () => {
  test("gives back what it was filled with, also what it does not show", () => {
    const { id, estate, revision, state, author, at, ...fields } = ENTRY;
    expect([id, estate, revision, state, author, at]).toHaveLength(6);
    expect(bodyOf(formOf(ENTRY))).toEqual(fields);
    expect(isTouched(formOf(ENTRY), ENTRY)).toBe(false);
  });

  test("knows a change from blanks", () => {
    expect(isTouched({ ...formOf(ENTRY), title: " 停车费 " }, ENTRY)).toBe(false);
    expect(isTouched({ ...formOf(ENTRY), answer: "每月 320 元。" }, ENTRY)).toBe(true);
    expect(isTouched(EMPTY_FORM, null)).toBe(false);
  });

  test("sends half a source, so that the desk can say what is missing", () => {
    expect(bodyOf({ ...EMPTY_FORM, document: "收费公示" }).source).toEqual({ document: "收费公示", section: "" });
    expect(bodyOf(EMPTY_FORM).source).toBeNull();
  });

  test("takes one question a line and buildings between commas, each once", () => {
    expect(linesOf(" 甲 \n\n乙\n甲")).toEqual(["甲", "乙"]);
    expect(wordsOf("3、5， 7 3")).toEqual(["3", "5", "7"]);
  });
});

describe("what differs", () => {
  test("is the middle of a text, whole characters kept", () => {
    expect(piecesOf("每月 300 元。", "每月 320 元。")).toEqual([
      { kind: "same", text: "每月 3" },
      { kind: "gone", text: "0" },
      { kind: "come", text: "2" },
      { kind: "same", text: "0 元。" },
    ]);
    expect(piecesOf("好😀", "好😁").map((piece) => piece.text)).toEqual(["好", "😀", "😁"]);
  });

  test("is what went and what came of a list", () => {
    expect(piecesOf(["甲", "乙"], ["乙", "丙"])).toEqual([
      { kind: "gone", text: "甲" },
      { kind: "come", text: "丙" },
    ]);
    expect(piecesOf(null, ["甲"])).toEqual([{ kind: "come", text: "甲" }]);
  });

  test("is nothing where both are alike, even where a character is repeated", () => {
    expect(piecesOf("啊啊", "啊啊啊").filter((piece) => piece.kind !== "same")).toEqual([{ kind: "come", text: "啊" }]);
    expect(piecesOf("同", "同")).toEqual([{ kind: "same", text: "同" }]);
  });
});

describe("hindsight", () => {
  test("makes an entry of a cluster from what residents asked and an agent wrote, each question once", () => {
    const example = { conversation_id: "c", seq: 1, at: "" };
    const cluster = {
      question: "快递柜在哪",
      examples: [
        { ...example, question: "快递柜在哪" },
        { ...example, question: "丰巢在哪里" },
      ],
      reply: { text: "在东门。", agent: "王芳", conversation_id: "c", seq: 3 },
    } as Cluster;
    expect(formOfCluster(cluster)).toMatchObject({ questions: "快递柜在哪\n丰巢在哪里", answer: "在东门。" });
    expect(formOfCluster({ ...cluster, reply: null }).answer).toBe("");
  });

  test("marks the step nearest to the threshold in force", () => {
    const points = [0.6, 0.65, 0.7].map((threshold) => ({ threshold, answered: 0, clarified: 0, handoffs: 0, wrong: 0, agent_hours: null }));
    expect(presentPoint({ threshold: 0.66, points } as Simulation)?.threshold).toBe(0.65);
    expect(presentPoint({ threshold: 0.66, points: [] as Simulation["points"] } as Simulation)).toBeNull();
  });
});
