/** How an incident is named: where, and what fails. */
import type { Incident } from "../aidTypes";
import { facilities, incidents as words } from "../messages";

const WALL = /^\d+$/;

/** A building is known by its number, or by its kind (叠拼, 商铺). */
const buildingOf = (name: string): string => (WALL.test(name) ? words.building(name) : name);

export function incidentName({ building, facility }: Pick<Incident, "building" | "facility">): string {
  return `${building ? buildingOf(building) : words.whole} · ${facilities[facility] ?? facility}`;
}
