/** What the page of figures says. */
import type { By, Metric } from "../../figureTypes";
import type { Complaint } from "../../logic/periods";

export const metrics: Record<Metric, string> = {
  response_on_time: "响应时效达标率",
  first_contact_resolution: "一次性解决率",
  bot_resolution: "机器人解决率",
  handoff: "转人工率",
  satisfaction: "满意度",
  nps: "NPS 净推荐值",
  complaints: "投诉率",
  repeat_complaints: "重复投诉率",
};

/** The count behind each value: hits, cases. */
export const counts: Record<Metric, (hits: number, cases: number) => string> = {
  response_on_time: (hits, cases) => `${cases} 次转人工，${hits} 次按时回应`,
  first_contact_resolution: (hits, cases) => `${cases} 次结束，${hits} 次没有再找来`,
  bot_resolution: (hits, cases) => `${cases} 次咨询，${hits} 次机器人办完`,
  handoff: (hits, cases) => `${cases} 次咨询，${hits} 次转了人工`,
  satisfaction: (hits, cases) => `${cases} 个评价，${hits} 个 4–5 分`,
  nps: (hits, cases) => `${cases} 个评价，推荐减贬损 ${hits}`,
  complaints: (hits, cases) => `${cases} 次咨询，${hits} 件投诉`,
  repeat_complaints: (hits, cases) => `${cases} 件投诉，${hits} 件 30 天内重复`,
};

export const groupings: Record<By, string> = {
  estate: "小区",
  building: "楼栋",
  class: "紧急程度",
  agent: "坐席",
  day: "日期",
};

export const tools = {
  label: "统计范围",
  spans: { 7: "近 7 天", 30: "近 30 天" } as const,
  custom: "自选日期",
  from: "开始日期",
  to: "结束日期",
  csv: "下载 CSV",
  csvHint: "用 Excel 打开，按当前范围和分组",
  wrong: {
    incomplete: "请把开始和结束日期都填上。",
    reversed: "开始日期晚于结束日期，请对调。",
    future: "还没有到这一天，请选今天或以前。",
    long: "最多看 366 天，请缩短范围。",
  } satisfies Record<Complaint, string>,
} as const;

export const cards = {
  label: "主要指标，点一项看走势和分组",
  none: "没有数据",
  few: "样本少于 5，仅供参考",
  past: "超预警线",
  up: (points: number): string => `↑ ${points}`,
  down: (points: number): string => `↓ ${points}`,
  same: "与上期持平",
  unit: { share: "个百分点", nps: "分" },
  against: "较上期",
  noEarlier: "上期没有数据",
  limit: { below: (limit: string): string => `不低于 ${limit}`, above: (limit: string): string => `不高于 ${limit}` },
} as const;

export const charts = {
  trend: (metric: string): string => `${metric} · 每日走势`,
  now: "本期",
  earlier: "上期",
  limit: "预警线",
  asTable: "用表格看每天的数",
  day: "日期",
  groups: (metric: string, by: string): string => `${metric} · 按${by}`,
  by: "分组",
  noGroups: "这一分组下还没有数据。",
  summary: (metric: string, from: string, to: string): string =>
    `${metric}从 ${from} 到 ${to} 的折线图，数字在下面的表格里。`,
  groupSummary: (metric: string, by: string): string => `${metric}按${by}的柱状图，数字在下面的表格里。`,
  more: (count: number): string => `图中只画前 ${count} 项，其余见下表。`,
} as const;

export const reasonWords = {
  heading: "为什么转人工",
  none: "这段时间没有转人工。",
  count: (count: number, percent: string): string => `${count} 次 · ${percent}`,
} as const;

export const table = {
  heading: (by: string): string => `全部指标 · 按${by}`,
  total: "合计",
  none: "—",
  past: "超预警线",
} as const;

export const alarms = {
  heading: "连续三天超预警线",
  line: (metric: string, estate: string): string => `${estate} · ${metric}`,
  span: (from: string, to: string): string => `${from} 至 ${to}`,
  none: "最近没有指标连续三天超预警线。",
  more: (count: number): string => `还有 ${count} 条更早的`,
} as const;

export const states = {
  loading: "正在统计…",
  empty: ["这段时间还没有数据", "有住户咨询、转人工或评价以后，这里就有数了。可以换个日期范围看看。"],
} as const;
