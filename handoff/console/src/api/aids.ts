/** The desk's verbs around a conversation: alerts, promises, incidents, canned replies, knowledge, supervision. */
import type {
  Alert,
  CannedReply,
  Incident,
  KnowledgeHit,
  LedgerPromise,
  PromiseProposal,
  SavedFilter,
} from "../aidTypes";
import type { Note } from "../types";
import { draftDesk, type DraftDesk } from "./drafts";
import { ask } from "./request";

export interface Aids extends DraftDesk {
  openAlerts(): Promise<Alert[]>;
  acknowledge(alert: string): Promise<Alert>;
  /** The dated promise that the words hold, if they hold one. */
  proposePromise(text: string): Promise<PromiseProposal | null>;
  promiseResident(conversation: string, promise: PromiseProposal): Promise<LedgerPromise>;
  keepPromise(id: string, note: string): Promise<LedgerPromise>;
  incidents(): Promise<Incident[]>;
  openIncident(proposal: string): Promise<Incident>;
  dismissIncident(id: string, reason: string): Promise<Incident>;
  cannedReplies(): Promise<CannedReply[]>;
  searchKnowledge(estate: string, words: string): Promise<KnowledgeHit[]>;
  filters(): Promise<SavedFilter[]>;
  keepFilters(filters: SavedFilter[]): Promise<SavedFilter[]>;
  whisper(conversation: string, key: string, text: string): Promise<Note>;
  /** Assigns a conversation to an agent, whoever holds it. */
  assignByForce(conversation: string, agent: string, note: string): Promise<void>;
  /** Gives a conversation that was handed to me back to whom it came from. */
  refuse(conversation: string, note: string): Promise<void>;
}

const of = (what: string, id: string): string => `/${what}/${encodeURIComponent(id)}`;

export const aids: Aids = {
  ...draftDesk,
  openAlerts: async () => (await ask<{ alerts: Alert[] }>("GET", "/alerts?state=open&limit=100")).alerts,
  acknowledge: async (id) => (await ask<{ alert: Alert }>("POST", `${of("alerts", id)}/acknowledgement`, {})).alert,
  proposePromise: (text) => ask("POST", "/promises/proposals", { text }),
  promiseResident: async (id, promise) =>
    (await ask<{ promise: LedgerPromise }>("POST", `${of("conversations", id)}/promises`, promise)).promise,
  keepPromise: async (id, note) =>
    (await ask<{ promise: LedgerPromise }>("POST", `${of("promises", id)}/keeping`, { note })).promise,
  incidents: async () => (await ask<{ incidents: Incident[] }>("GET", "/incidents")).incidents,
  openIncident: async (id) => (await ask<{ incident: Incident }>("POST", "/incidents", { proposal_id: id })).incident,
  dismissIncident: async (id, reason) =>
    (await ask<{ incident: Incident }>("POST", `${of("incidents", id)}/dismissal`, { reason })).incident,
  cannedReplies: async () => (await ask<{ canned_replies: CannedReply[] }>("GET", "/canned-replies")).canned_replies,
  searchKnowledge: async (estate, words) => {
    const query = new URLSearchParams({ estate, q: words });
    return (await ask<{ results: KnowledgeHit[] }>("GET", `/knowledge/search?${query}`)).results;
  },
  filters: async () => (await ask<{ filters: SavedFilter[] }>("GET", "/agents/current/filters")).filters,
  keepFilters: async (filters) =>
    (await ask<{ filters: SavedFilter[] }>("PUT", "/agents/current/filters", { filters })).filters,
  whisper: async (id, key, text) =>
    (await ask<{ note: Note }>("POST", `${of("conversations", id)}/whispers`, { client_key: key, text })).note,
  assignByForce: (id, agent, note) =>
    ask("PUT", `${of("conversations", id)}/assignment`, { agent_id: agent, note, force: true }),
  refuse: (id, note) => ask("POST", `${of("conversations", id)}/assignment/refusal`, { note }),
};
