import { expect, test } from "vitest";
import { visible } from "../src/logic/invisible";

test("a mark that turns the direction of writing is shown as its code", () => {
  expect(visible("转账到\u202e321\u202c")).toBe("转账到⟦U+202E⟧321⟦U+202C⟧");
});

test("signs without a width and tags are shown", () => {
  expect(visible("物\u200b业\u{e0041}")).toBe("物⟦U+200B⟧业⟦U+E0041⟧");
});

test("ordinary words, lines and emoji stay as they were written", () => {
  const said = "水管爆了！\n第二行\t👩‍👩‍👧 ①";
  expect(visible(said)).toBe(said);
});
