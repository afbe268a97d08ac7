/** One look at the figures: day by day, the same of the days before, and by whatever they are grouped. */
import type { FiguresDesk, FiguresWanted } from "../../api/figures";
import type { FigureTable } from "../../figureTypes";
import { before, type Period } from "../../logic/periods";

export interface Look {
  period: Period;
  daily: FigureTable;
  earlier: FigureTable;
  groups: FigureTable;
}

export async function lookAt(desk: Pick<FiguresDesk, "figures">, wanted: FiguresWanted): Promise<Look> {
  const { from, to, estate } = wanted;
  const [daily, earlier, groups] = await Promise.all([
    desk.figures({ from, to, by: "day", estate }),
    desk.figures({ ...before({ from, to }), by: "day", estate }),
    desk.figures(wanted),
  ]);
  return { period: { from, to }, daily, earlier, groups };
}
