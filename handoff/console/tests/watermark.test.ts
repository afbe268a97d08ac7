import { expect, test } from "vitest";
import { watermark } from "../src/logic/watermark";

function drawn(css: string): string {
  const found = /^url\("data:image\/svg\+xml,(.+)"\)$/.exec(css);
  return decodeURIComponent(found?.[1] ?? "");
}

test("the watermark shows the agent's name", () => {
  expect(drawn(watermark("小林 xiaolin"))).toContain(">小林 xiaolin</text>");
});

test("the watermark takes a name for text, and never leaves its quotes", () => {
  const css = watermark(`"'<script>&)`);
  expect(drawn(css)).toContain(">&quot;&#39;&lt;script&gt;&amp;)</text>");
  expect(css.slice(5, -2)).not.toMatch(/["'\s]/);
});
