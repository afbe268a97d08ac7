import { beforeEach, describe, expect, test, vi } from "vitest";
import { effectScope, reactive, ref, watch } from "vue";
import type { ListFilter } from "../src/aidTypes";
import { Problem } from "../src/api/request";
import { useInbox, type Inbox } from "../src/composables/useInbox";
import { useSession } from "../src/composables/useSession";
import { NO_FILTER } from "../src/logic/assist";
import { FakeDesk, held, MemoryStorage, NOON, turn, waiting, WANG } from "./fakeDesk";

const LIU = { id: "agent-liu", name: "刘洋" };
let desk: FakeDesk;
let inbox: Inbox;
let filter: ListFilter;
const ids = (): string[] => inbox.visible.value.map((one) => one.id);

beforeEach(() => {
  vi.stubGlobal("localStorage", new MemoryStorage());
  desk = new FakeDesk().hold(waiting("a", 60), waiting("b", 300), held("mine", WANG), held("hers", LIU));
  filter = reactive({ ...NO_FILTER });
  const clock = { now: ref(NOON), setBy: (): void => undefined };
  inbox = effectScope().run(() => useInbox(desk, WANG.id, clock, filter)) as Inbox;
});

describe("the lists", () => {
  test("keep 我的, 待接入 and 全部 apart", async () => {
    await inbox.load();
    expect(ids()).toEqual(["b", "a"]);
    inbox.show("mine");
    expect(ids()).toEqual(["mine"]);
    inbox.show("all");
    await vi.waitFor(() => expect(ids().sort()).toEqual(["a", "b", "hers", "mine"]));
  });

  test("ring for every estate, also while only one of them is shown", async () => {
    desk.hold(waiting("far", 20, { estate: "hupan" }));
    await inbox.load();
    filter.estate = "yunshan";
    expect(ids()).toEqual(["b", "a"]);
    expect(inbox.waiting.value.map((one) => one.id)).toContain("far");
  });

  test("let through only what the filter names", async () => {
    desk.hold(waiting("wx", 10, { channel: "wechat" }), waiting("gas", 5, { class: "urgent", channel: "wechat" }));
    await inbox.load();
    filter.channel = "wechat";
    expect(ids()).toEqual(["gas", "wx"]);
    filter.class = "general";
    expect(ids()).toEqual(["wx"]);
  });

  test("are read whole where somebody waits, however many pages that takes", async () => {
    desk.pageSize = 2;
    desk.hold(...[1, 2, 3, 4, 5].map((n) => waiting(`w${n}`, n)));
    await inbox.load();
    expect(inbox.queue.value).toHaveLength(7);
    expect(desk.asked.filter((one) => one.startsWith("conversations queue"))).toHaveLength(4);
  });

  test("are seen as soon as the first page is there", async () => {
    desk.pageSize = 2;
    desk.hold(...[1, 2, 3, 4, 5].map((n) => waiting(`w${n}`, n)));
    let seen = 0;
    watch(inbox.loaded, () => (seen = inbox.queue.value.length), { flush: "sync" });
    await inbox.load();
    expect(seen).toBe(2);
  });

  test("of what is over grow page by page, and lose nothing that was on a further page", async () => {
    desk.pageSize = 2;
    desk.hold(...[1, 2, 3].map((n) => held(`c${n}`, LIU, { holder: "closed", agent: null })));
    await inbox.load();
    inbox.show("all", "closed");
    await vi.waitFor(() => expect(ids()).toHaveLength(2));
    await inbox.loadMore();
    expect(ids()).toHaveLength(3);
    await inbox.load();
    expect(ids()).toHaveLength(3);
  });

  test("forget after a cut what was claimed elsewhere meanwhile", async () => {
    await inbox.load();
    desk.hold(held("a", LIU));
    await inbox.load();
    expect(inbox.queue.value.map((one) => one.id)).toEqual(["b"]);
  });

  test("move a conversation when its holder changes", async () => {
    await inbox.load();
    inbox.setHolder("a", "agent", WANG);
    expect(inbox.mine.value.map((one) => one.id).sort()).toEqual(["a", "mine"]);
  });

  test("count a resident's turns as unread until they are seen", async () => {
    await inbox.load();
    inbox.addTurn("mine", turn(4, "resident"), false);
    inbox.addTurn("mine", turn(5, "agent"), false);
    expect(inbox.known.value.get("mine")?.unread).toBe(2);
    inbox.markRead("mine");
    expect(inbox.known.value.get("mine")?.unread).toBe(0);
  });

  test("stay as they are when a refetch fails, and say so", async () => {
    await inbox.load();
    desk.refusals = [new Problem(0, "网络不通。")];
    await inbox.load();
    expect(ids()).toEqual(["b", "a"]);
    expect(inbox.problem.value).toBe("网络不通。");
  });
});

describe("a session", () => {
  test("is ended here when the desk says that it is over", async () => {
    const session = useSession(desk);
    await session.resume();
    desk.refusals = [new Problem(401, "请重新登录。")];
    await session.verify();
    expect(session.agent.value).toBeNull();
    expect(session.notice.value).toContain("登录已过期");
  });

  test("outlives a desk that cannot be reached", async () => {
    const session = useSession(desk);
    await session.resume();
    desk.refusals = [new Problem(0, "网络不通。")];
    await session.verify();
    expect(session.agent.value?.name).toBe("王芳");
  });
});
