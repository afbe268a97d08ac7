/** What happened to a conversation before: handed over, closed, rated; the latest first. */
import { closing, context, reasons } from "../messages";
import type { Detail } from "../types";

export interface PastEvent {
  type: "escalation" | "closure" | "rating";
  at: string;
  head: string;
  body: string;
}

type Records = Pick<Detail, "escalations" | "closures" | "ratings">;

export function historyOf(detail: Records, nameOf: (agentId: string) => string): PastEvent[] {
  const events: PastEvent[] = [
    ...detail.escalations.map((one) => ({
      type: "escalation" as const,
      at: one.opened_at,
      head: `${context.handedOver}：${reasons[one.reason]}`,
      body: "",
    })),
    ...detail.closures.map((one) => ({
      type: "closure" as const,
      at: one.at,
      head: `${context.closedBy(nameOf(one.agent_id))} · ${one.resolved ? closing.resolved : closing.unresolved}`,
      body: one.summary,
    })),
    ...detail.ratings.map((one) => ({
      type: "rating" as const,
      at: one.at,
      head: context.rated(one.score),
      body: one.comment ?? "",
    })),
  ];
  return events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
