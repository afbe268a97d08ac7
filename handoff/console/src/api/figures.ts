/** The desk's verbs for the page of figures. */
import type { By, FigureTable, MetricAlarm } from "../figureTypes";
import type { Period } from "../logic/periods";
import { ask } from "./request";

export interface FiguresWanted extends Period {
  by: By;
  /** An estate's id; blank for all of the agent's. */
  estate: string;
}

export interface FiguresDesk {
  figures(wanted: FiguresWanted): Promise<FigureTable>;
  alarms(estate: string): Promise<MetricAlarm[]>;
}

function query({ from, to, by, estate }: FiguresWanted): string {
  return new URLSearchParams({ from, to, by, ...(estate && { estate }) }).toString();
}

/** Where the same table is fetched for Excel. */
export const csvAddress = (wanted: FiguresWanted): string => `/api/v1/figures.csv?${query(wanted)}`;

export const figuresDesk: FiguresDesk = {
  figures: (wanted) => ask("GET", `/figures?${query(wanted)}`),
  alarms: async (estate) => {
    const within = estate && `?estate=${encodeURIComponent(estate)}`;
    return (await ask<{ alerts: MetricAlarm[] }>("GET", `/figures/alerts${within}`)).alerts;
  },
};
