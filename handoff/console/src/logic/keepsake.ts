/** What this browser remembers; a full or forbidden store costs the memory, never the work. */

export interface Shelfspace {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const PREFIX = "linda.console.";

export function recall<T>(key: string, otherwise: T, store: Shelfspace = localStorage): T {
  try {
    const kept = store.getItem(PREFIX + key);
    return kept === null ? otherwise : (JSON.parse(kept) as T);
  } catch {
    return otherwise;
  }
}

export function remember(key: string, value: unknown, store: Shelfspace = localStorage): void {
  try {
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) store.removeItem(PREFIX + key);
    else store.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows and full disks: the page still works, only a reload forgets.
  }
}
