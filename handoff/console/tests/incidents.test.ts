import { expect, test } from "vitest";
import { proofOf } from "../src/logic/incidents";

test.each([
  ["all are proven", 5, 5, false, "房号都已核实"],
  ["some are only stated", 5, 2, false, "2 户房号已核实，3 户自报"],
  ["none is proven", 5, 0, false, "房号都是自报，没有核实"],
  ["none is proven and all are new", 5, 0, true, "房号都是自报，没有核实，都来自刚打开的会话"],
  ["nobody has said where", 0, 0, false, ""],
])("a proposal says what its evidence is where %s", (_, households, proven, onlyNew, said) => {
  expect(proofOf({ households, proven, only_new: onlyNew })).toBe(said);
});
