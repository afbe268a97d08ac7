import { beforeEach, describe, expect, test, vi } from "vitest";
import { useDrafts, type Drafts } from "../src/composables/useDrafts";
import { SOON } from "../src/composables/useDraftSync";
import { meet } from "../src/logic/drafts";
import { FakeDrafts } from "./fakeDrafts";
import { MemoryStorage, WANG } from "./fakeDesk";

let desk: FakeDrafts;
const LIU = { id: "agent-liu", name: "刘洋" };

/** A computer has a memory of its own. */
function computer(): () => Drafts {
  const memory = new MemoryStorage();
  return () => {
    vi.stubGlobal("localStorage", memory);
    return useDrafts(desk, WANG.id);
  };
}
const passes = (ms = SOON): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  desk = new FakeDrafts();
});

describe("a draft", () => {
  test("is kept by the desk a moment after typing stops", async () => {
    const drafts = computer()();
    drafts.write("c", "reply", "您");
    await passes(SOON - 100);
    drafts.write("c", "reply", "您好");
    await passes(SOON - 100);
    expect(desk.text("c")).toBeUndefined();
    await passes(200);
    expect(desk.text("c")).toBe("您好");
  });

  test("is kept at once when one leaves the conversation, and deleted at once when it is empty", async () => {
    const drafts = computer()();
    await drafts.show("c");
    drafts.write("c", "note", "待跟进");
    await drafts.show("other");
    expect(desk.text("c", "note")).toBe("待跟进");
    drafts.write("c", "note", "");
    await passes(0);
    expect(desk.text("c", "note")).toBe("");
  });

  test("is found on another computer", async () => {
    computer()().write("c", "reply", "您好");
    await passes();
    const elsewhere = computer()();
    await elsewhere.show("c");
    expect(elsewhere.reply("c")).toBe("您好");
    expect(elsewhere.both("c", "reply")).toBe(false);
  });

  test("that was sent from another computer is gone here too", async () => {
    const here = computer()();
    here.write("c", "reply", "您好");
    await passes();
    desk.put("c", "reply", "");
    await here.show("c");
    expect(here.reply("c")).toBe("");
  });

  test("is written without network too, and handed in once there is one", async () => {
    desk.away = true;
    const drafts = computer()();
    await drafts.show("c");
    drafts.write("c", "reply", "您好");
    await passes();
    expect(drafts.reply("c")).toBe("您好");
    desk.away = false;
    await passes(20_000);
    expect(desk.text("c")).toBe("您好");
  });

  test("keeps both where two computers have written, and says so", async () => {
    const open = computer();
    const here = open();
    here.write("c", "reply", "前台写的");
    await passes();
    desk.away = true;
    here.write("c", "reply", "前台接着写");
    await passes();
    desk.put("c", "reply", "手机上改的");
    desk.away = false;
    await passes(20_000);
    expect(here.reply("c")).toBe("手机上改的\n前台接着写");
    expect(here.both("c", "reply")).toBe(true);
    await passes();
    expect(desk.text("c")).toBe("手机上改的\n前台接着写");
    here.write("c", "reply", "");
    expect(here.both("c", "reply")).toBe(false);
  });

  test("is not overwritten by an answer that is older than what was typed meanwhile", async () => {
    const drafts = computer()();
    desk.put("c", "reply", "您");
    const showing = drafts.show("c");
    drafts.write("c", "reply", "您好");
    await showing;
    await passes();
    expect(drafts.reply("c")).toBe("您好");
    expect(desk.text("c")).toBe("您好");
  });
});

describe("what a colleague had begun", () => {
  test("is shown and can be gone on with, in front of one's own words", async () => {
    desk.put("c", "reply", "师傅在路上", LIU);
    const drafts = computer()();
    await drafts.show("c");
    expect(drafts.left.value.map((one) => [one.agent.name, one.text])).toEqual([["刘洋", "师傅在路上"]]);
    drafts.write("c", "reply", "请稍等");
    await Promise.all(drafts.left.value.map(drafts.take));
    expect(drafts.reply("c")).toBe("师傅在路上\n请稍等");
    expect(drafts.left.value).toEqual([]);
  });

  test("stays out of sight once it was put away", async () => {
    desk.put("c", "reply", "师傅在路上", LIU);
    const drafts = computer()();
    await drafts.show("c");
    drafts.left.value.forEach(drafts.pass);
    await drafts.show("c");
    expect(drafts.left.value).toEqual([]);
  });
});

describe("two versions of a draft", () => {
  const known = { version: 3, text: "甲" };
  test.each([
    ["the desk's wins where nothing was written here", "甲", { version: 4, text: "甲乙" }, "甲乙", false],
    ["what is here wins where the desk's is the known one", "甲丙", known, "甲丙", false],
    ["both stand where both have changed", "丙", { version: 4, text: "乙" }, "乙\n丙", true],
    ["nothing is said twice where one goes on from the other", "甲乙丙", { version: 4, text: "甲乙" }, "甲乙丙", false],
    ["what was emptied here comes back where it was changed elsewhere", "", { version: 4, text: "乙" }, "乙", false],
    ["what is here stays where it was emptied elsewhere", "丙", { version: 4, text: "" }, "丙", false],
    ["what was forgotten at the desk goes here too", "甲", { version: 0, text: "" }, "", false],
  ])("%s", (_, here, there, text, both) => {
    expect(meet(here, known, there)).toEqual({ text, both });
  });
});
