import { describe, expect, test } from "vitest";
import type { CannedReply } from "../src/aidTypes";
import { callIn, filled, fitting, mayPromise } from "../src/logic/assist";
import { windowOf } from "../src/logic/windowing";
import { waiting } from "./fakeDesk";

const canned = (shortcut: string, title: string, text = ""): CannedReply => ({
  id: shortcut,
  estate: null,
  owner: "me",
  shortcut,
  title,
  text,
});

describe("a call in the draft", () => {
  test.each([
    ["/", "canned", "", 0],
    ["/您好", "canned", "您好", 0],
    ["／您好", "canned", "您好", 0],
    ["先生您好\n/押", "canned", "押", 5],
    ["?装修押金 多久退", "knowledge", "装修押金 多久退", 0],
    ["？押金", "knowledge", "押金", 0],
  ])("%j asks for %s", (text, kind, words, at) => {
    expect(callIn(text)).toEqual({ kind, words, at });
  });

  test.each(["3/4 号楼", "在吗?", "https://a.cn/b", "/您好 请问", "您方便吗？我们上门"])("%j is only text", (text) => {
    expect(callIn(text)).toBeNull();
  });
});

describe("canned replies", () => {
  test("stand with the fitting shortcut first, then the title, then the words", () => {
    const all = [canned("jieshu", "结束语", "押金已退"), canned("yajin", "装修"), canned("b", "押金说明"), canned("c", "无关")];
    expect(fitting(all, "押金").map((one) => one.shortcut)).toEqual(["b", "jieshu"]);
    expect(fitting(all, "ya").map((one) => one.shortcut)).toEqual(["yajin"]);
    expect(fitting(all, "")).toHaveLength(4);
  });

  const text = "{resident}您好，{house}的工单{ticket}由{agent}跟进，{other}";

  test("are filled with what is known, and never with asterisks", () => {
    const summary = waiting("a", 1, { resident: { name: "张*", phone: null } });
    expect(filled(text, { summary, agent: "王芳", ticket: "YS-20261121-0007" })).toBe(
      "张先生/女士您好，12-2-301的工单YS-20261121-0007由王芳跟进，{other}",
    );
  });

  test("can be sent as they are where nothing is known", () => {
    const summary = waiting("a", 1, { house: null });
    expect(filled("{resident}您好", { summary, agent: "王芳", ticket: null })).toBe("您好");
    expect(filled("{resident}好，{house}的事我们在跟进", { summary, agent: "王芳", ticket: null })).toBe(
      "您好，您家的事我们在跟进",
    );
  });
});

describe("a promise", () => {
  test.each(["师傅明天上午上门", "下午三点前给您回电", "周五之前修好", "明早师傅过来"])("may stand in %s", (draft) => {
    expect(mayPromise(draft)).toBe(true);
  });

  test.each(["您好", "请问您住哪一栋", "物业费是每平米三元六角"])("does not stand in %s", (draft) => {
    expect(mayPromise(draft)).toBe(false);
  });
});

describe("the window on a long list", () => {
  test("holds what is in sight and a few around it", () => {
    expect(windowOf(10_000, 95, 95 * 500, 950)).toEqual({ first: 494, end: 516 });
  });

  test("holds all of a short list, and nothing of an empty one", () => {
    expect(windowOf(3, 95, 0, 950)).toEqual({ first: 0, end: 3 });
    expect(windowOf(0, 95, 0, 950)).toEqual({ first: 0, end: 0 });
  });

  test("shows the end when the list became shorter than one had scrolled", () => {
    expect(windowOf(10, 95, 5000, 950)).toEqual({ first: 9, end: 10 });
  });
});
