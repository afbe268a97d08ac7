import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem } from "../src/api/request";
import { useDrafts } from "../src/composables/useDrafts";
import { FakeDrafts } from "./fakeDrafts";
import { useOutbox, type Outbox } from "../src/composables/useOutbox";
import { backToDraft, newKey } from "../src/logic/outbox";
import { FakeDesk, MemoryStorage, WANG } from "./fakeDesk";

let desk: FakeDesk;
let refused: [string, string, string][];
const open = (): Outbox =>
  useOutbox(desk, WANG.id, { posted: () => undefined, refused: (id, line, why) => refused.push([id, line.text, why]) });

beforeEach(() => {
  vi.stubGlobal("localStorage", new MemoryStorage());
  desk = new FakeDesk();
  refused = [];
});

describe("a line on its way", () => {
  test("shows at once and goes when it is stored", async () => {
    const outbox = open();
    const sending = outbox.send("c", { text: "您好", private: false });
    expect(outbox.of("c")[0]).toMatchObject({ text: "您好", state: "sending" });
    await sending;
    expect(outbox.of("c")).toEqual([]);
    expect(desk.said.get("c")?.map((one) => one.text)).toEqual(["您好"]);
  });

  test("keeps its text when it fails, and is sent again under the same key", async () => {
    const outbox = open();
    desk.refusals = [new Problem(0, "网络不通。")];
    await outbox.send("c", { text: "您好", private: false });
    const failed = outbox.of("c")[0];
    expect(failed).toMatchObject({ text: "您好", state: "failed", problem: "网络不通。" });
    await outbox.retry("c", failed?.client_key ?? "");
    expect(outbox.of("c")).toEqual([]);
    const keys = desk.asked.map((asked) => asked.split(" ")[1]);
    expect(keys).toEqual([failed?.client_key, failed?.client_key]);
  });

  test("may be a picture, with or without words, and stays one when it is sent again", async () => {
    const outbox = open();
    await outbox.send("c", { text: "", private: false, picture: "picture-1" });
    desk.refusals = [new Problem(0, "网络不通。")];
    await outbox.send("c", { text: "请看", private: false, picture: "picture-2" });
    await outbox.retry("c", open().of("c")[0]?.client_key ?? "");
    expect(desk.posted.map(({ kind, text, attachment_id }) => [kind, text, attachment_id])).toEqual([
      ["image", undefined, "picture-1"],
      ["image", "请看", "picture-2"],
    ]);
  });

  test("survives a reload as a failed one", async () => {
    void open().send("c", { text: "还在路上", private: false });
    expect(open().of("c")[0]).toMatchObject({ text: "还在路上", state: "failed" });
  });

  test("comes back as a draft when the conversation belongs to somebody else", async () => {
    const outbox = open();
    desk.refusals = [new Problem(409, "这个会话现在由刘洋负责。")];
    await outbox.send("c", { text: "马上到", private: false });
    expect(outbox.of("c")).toEqual([]);
    expect(refused).toEqual([["c", "马上到", "这个会话现在由刘洋负责。"]]);
  });

  test("stands before what was written since", () => {
    expect(backToDraft("第一句", "第二句")).toBe("第一句\n第二句");
    expect(backToDraft("第一句", "  ")).toBe("第一句");
  });

  test("has a key nobody can guess and the desk accepts", () => {
    const keys = new Set(Array.from({ length: 500 }, newKey));
    expect(keys.size).toBe(500);
    expect([...keys].every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  });
});

describe("a draft", () => {
  test("survives a reload, apart for each conversation, kind and agent", () => {
    const drafts = useDrafts(new FakeDrafts(), "wang");
    drafts.write("a", "reply", "您好，");
    drafts.write("a", "note", "待查");
    const later = useDrafts(new FakeDrafts(), "wang");
    expect([later.reply("a"), later.note("a"), later.reply("b")]).toEqual(["您好，", "待查", ""]);
    expect(useDrafts(new FakeDrafts(), "liu").reply("a")).toBe("");
  });

  test("is forgotten once it is empty", () => {
    useDrafts(new FakeDrafts(), "wang").write("a", "reply", "您好");
    useDrafts(new FakeDrafts(), "wang").write("a", "reply", "");
    expect(useDrafts(new FakeDrafts(), "wang").reply("a")).toBe("");
  });

  test("works where the browser keeps nothing", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("full");
      },
    });
    const drafts = useDrafts(new FakeDrafts(), "wang");
    drafts.write("a", "reply", "您好");
    expect(drafts.reply("a")).toBe("您好");
  });
});
