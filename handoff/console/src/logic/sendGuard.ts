/** Someone else wrote while the agent was typing: the agent looks first, then sends. */
import type { Turn } from "../types";

export interface Guard {
  /** Last sequence number on screen when the typing began. */
  since: number;
  /** Last sequence number that the agent has been warned about by a first press. */
  warned: number;
}

export const startTyping = (lastSeq: number): Guard => ({ since: lastSeq, warned: lastSeq });

const byOther = (turn: Turn, myName: string): boolean =>
  turn.author.kind === "resident" || (turn.author.kind === "agent" && turn.author.name !== myName);

/** The newest turn by a resident or a colleague that arrived after the typing began. */
export function newcomer(turns: readonly Turn[], guard: Guard, myName: string): Turn | null {
  return turns.findLast((turn) => turn.seq > guard.since && byOther(turn, myName)) ?? null;
}

/** Whether this press must wait for a second one. */
export function mustConfirm(turns: readonly Turn[], guard: Guard, myName: string): boolean {
  const latest = newcomer(turns, guard, myName);
  return latest !== null && latest.seq > guard.warned;
}
