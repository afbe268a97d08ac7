import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "../src");
/** What people wrote, wherever it comes from: names, previews, tickets, notes, reasons. */
const WRITTEN = /(\w+(?:\([^()]*\))?)\??\.(text|summary|comment|note|body|question|house|said|name|who)\b/g;
const OURS = /import \{([^}]*)\} from "[^"]*(?:[mM]essages|words|terms)"/g;
/** Tables of figures and the working day's names are the desk's own words; a page's title is ours. */
const LEFT_OUT = /pages\/(figures|kit)\/|settings\/(Times|Limits|Webhook)/;

const pages = readdirSync(SOURCES, { recursive: true, encoding: "utf-8" }).filter(
  (name) => name.endsWith(".vue") && !LEFT_OUT.test(name),
);

function ours(source: string): Set<string> {
  const names = [...source.matchAll(OURS)].flatMap(([, list]) => (list ?? "").split(","));
  return new Set(names.map((one) => one.split(" as ").at(-1)?.trim() ?? ""));
}

test.each(pages)("%s shows what people wrote with its invisible signs as codes", (name) => {
  const source = readFileSync(join(SOURCES, name), "utf-8");
  const own = ours(source);
  const shown = [...source.matchAll(/\{\{([\s\S]*?)\}\}/g)].map(([, what]) => what?.trim() ?? "");
  const bare = shown.filter(
    (what) => !what.includes("visible(") && [...what.matchAll(WRITTEN)].some(([, of]) => of && !own.has(of) && of !== "heads"),
  );
  expect(bare).toEqual([]);
});
