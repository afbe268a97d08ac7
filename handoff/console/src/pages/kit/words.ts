/** What every page says alike. */
export const kit = {
  loading: "正在取数据…",
  failed: "没有取到",
  retry: "重试",
  cancel: "取消",
  close: "关闭",
  save: "保存",
  more: "更多",
  estate: "小区",
  allEstates: "全部小区",
  nobody: "—",
  days: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
} as const;

export const incidentStates: Record<string, string> = {
  proposed: "待确认",
  open: "进行中",
  dismissed: "已排除",
  closed: "已结束",
};
