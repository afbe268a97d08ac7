/** Drafts at a desk in memory: one agent's of one kind has a version, and nobody's words are written over. */
import type { DraftDesk, DraftKind, KeptDraft } from "../src/api/drafts";
import { Problem } from "../src/api/request";
import type { Named } from "../src/types";
import { WANG } from "./fakeDesk";

export class FakeDrafts implements DraftDesk {
  kept = new Map<string, KeptDraft>();
  away = false;

  constructor(private readonly me: Named = WANG) {}

  private reach(): void {
    if (this.away) throw new Problem(0, "网络不通。");
  }

  put(id: string, kind: DraftKind, text: string, agent: Named = this.me): KeptDraft {
    const key = `${id}/${kind}/${agent.id}`;
    const version = (this.kept.get(key)?.version ?? 0) + 1;
    const one = { agent: { id: agent.id, name: agent.name }, kind, text, version, at: "2026-11-21T04:00:00Z" };
    this.kept.set(key, one);
    return one;
  }

  text(id: string, kind: DraftKind = "reply"): string | undefined {
    return this.kept.get(`${id}/${kind}/${this.me.id}`)?.text;
  }

  drafts = async (id: string): Promise<KeptDraft[]> => {
    this.reach();
    return [...this.kept].filter(([key]) => key.startsWith(`${id}/`)).map(([, one]) => one);
  };

  keepDraft = async (id: string, kind: DraftKind, text: string, version: number): Promise<KeptDraft> => {
    this.reach();
    const before = this.kept.get(`${id}/${kind}/${this.me.id}`);
    if (before?.text && before.version !== version && before.text !== text) throw new Problem(409, "", "stale");
    return before?.text === text ? before : this.put(id, kind, text);
  };

  takeDraft = async (id: string, agent: string): Promise<KeptDraft> => {
    const found = (await this.drafts(id)).find((one) => one.agent.id === agent && one.text);
    if (!found) throw new Problem(404, "这份草稿已经不在了。");
    this.put(id, "reply", "", found.agent);
    return this.put(id, "reply", [found.text, this.text(id)].filter(Boolean).join("\n"));
  };
}
