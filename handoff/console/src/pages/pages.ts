/** The pages beside the conversations: each is fetched when it is first opened, and only where its grade allows. */
import { defineAsyncComponent, type Component } from "vue";
import { pages as words } from "../messages";

export type PageName = "tickets" | "promises" | "board" | "knowledge" | "figures" | "settings";

export interface Page {
  name: PageName;
  title: string;
  /** The lowest grade that sees it; the desk itself refuses what is above a grade. */
  grade: number;
  component: Component;
}

export const PAGES: Page[] = [
  { name: "tickets", title: words.tickets, grade: 1, component: lazily(() => import("./tickets/TicketsPage.vue")) },
  { name: "promises", title: words.promises, grade: 1, component: lazily(() => import("./promises/PromisesPage.vue")) },
  { name: "board", title: words.board, grade: 2, component: lazily(() => import("./board/BoardPage.vue")) },
  { name: "knowledge", title: words.knowledge, grade: 1, component: lazily(() => import("./knowledge/KnowledgePage.vue")) },
  { name: "figures", title: words.figures, grade: 2, component: lazily(() => import("./figures/FiguresPage.vue")) },
  { name: "settings", title: words.settings, grade: 1, component: lazily(() => import("./settings/SettingsPage.vue")) },
];

export function isPage(name: string): name is PageName {
  return PAGES.some((page) => page.name === name);
}

function lazily(load: () => Promise<{ default: Component }>): Component {
  return defineAsyncComponent(load);
}
