/** How an incident is named: where, and what fails. */
import type { Incident } from "../aidTypes";
import { facilities, incidents as words } from "../messages";

const WALL = /^\d+$/;

/** A building is known by its number, or by its kind (叠拼, 商铺). */
const buildingOf = (name: string): string => (WALL.test(name) ? words.building(name) : name);

export function incidentName({ building, facility }: Pick<Incident, "building" | "facility">): string {
  return `${building ? buildingOf(building) : words.whole} · ${facilities[facility] ?? facility}`;
}

/** How many of the households are proven; what is only stated may be real all the same. */
export function proofOf(one: Pick<Incident, "households" | "proven" | "only_new">): string {
  const stated = one.households - one.proven;
  if (!one.households) return "";
  if (!stated) return words.allProven;
  if (one.proven) return words.someProven(one.proven, stated);
  return one.only_new ? words.onlyNew : words.onlyStated;
}
