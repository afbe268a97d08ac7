import type { Desk, Shelf } from "../api/desk";
import type { Summary } from "../types";

export interface Shelves {
  fetch: (shelf: Shelf) => Promise<void>;
  /** The next page of a shelf that grows as one scrolls; one at a time. */
  further: (shelf: Shelf) => Promise<void>;
}

interface Told {
  take: (summaries: readonly Summary[]) => void;
  /** All that stands on a shelf was listed: what is known to stand there and was not has left it. */
  whole: (shelf: Shelf, listed: ReadonlySet<string>) => void;
}

/** Shelves that are read whole, so that nobody who waits is missing; the others grow as one scrolls. */
const WHOLE: readonly Shelf[] = ["me", "queue", "agent"];
const MOST_PAGES = 40;

/** The desk's lists, page by page. */
export function useShelves(desk: Pick<Desk, "conversations">, told: Told): Shelves {
  const next = new Map<Shelf, number | null>();
  let fetching = false;

  async function fetch(shelf: Shelf): Promise<void> {
    const listed = new Set<string>();
    const most = WHOLE.includes(shelf) ? MOST_PAGES : 1;
    let after: number | null = 0;
    for (let page = 0; after !== null && page < most; page += 1) {
      const found = await desk.conversations(shelf, after);
      found.conversations.forEach((one) => listed.add(one.id));
      told.take(found.conversations);
      after = found.next;
    }
    next.set(shelf, after);
    if (after === null) told.whole(shelf, listed);
  }

  async function further(shelf: Shelf): Promise<void> {
    const after = next.get(shelf);
    if (fetching || typeof after !== "number") return;
    fetching = true;
    try {
      const found = await desk.conversations(shelf, after);
      told.take(found.conversations);
      next.set(shelf, found.next);
    } finally {
      fetching = false;
    }
  }

  return { fetch, further };
}
