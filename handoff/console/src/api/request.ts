/** One way to ask the desk: JSON in, JSON out, and every failure a Problem with a sentence for people. */
import { problems } from "../messages";

export class Problem extends Error {
  /** status 0: the desk was never reached. */
  constructor(
    readonly status: number,
    detail: string,
    readonly code: string = "",
    /** What the desk says line by line: the bad rows of a file, what forbids an entry. */
    readonly lines: readonly string[] = [],
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Whether the same request may succeed later without a change. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export type Ask = <T>(method: string, path: string, body?: unknown, more?: RequestInit) => Promise<T>;

async function problemOf(response: Response): Promise<Problem> {
  const fallback = response.status >= 500 ? problems.server : problems.odd;
  try {
    const body = (await response.json()) as { detail?: unknown; code?: unknown; problems?: unknown };
    const detail = typeof body.detail === "string" && body.detail ? body.detail : fallback;
    const lines = Array.isArray(body.problems) ? body.problems.map(String) : [];
    return new Problem(response.status, detail, typeof body.code === "string" ? body.code : "", lines);
  } catch {
    return new Problem(response.status, fallback);
  }
}

export const ask: Ask = async <T>(method: string, path: string, body?: unknown, more?: RequestInit): Promise<T> => {
  const init: RequestInit = { ...more, method, credentials: "same-origin", headers: { Accept: "application/json" } };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.headers = { Accept: "application/json", "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, init);
  } catch {
    throw new Problem(0, problems.network);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Problem(response.status, problems.odd);
  }
};

/** A query from what is filled in; begins with its question mark, or is empty. */
export function queryOf(fields: Record<string, string | number | undefined>): string {
  const filled = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  const query = new URLSearchParams(filled.map(([name, value]): [string, string] => [name, String(value)]));
  return filled.length ? `?${query}` : "";
}

/** The sentence to show for whatever was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Problem ? error.message : problems.server;
}
