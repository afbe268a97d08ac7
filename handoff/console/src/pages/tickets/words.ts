/** The words of the ticket board. */
export const board = {
  search: "搜单号、地点或内容",
  state: "状态",
  anyState: "全部状态",
  class: "紧急程度",
  anyClass: "全部紧急程度",
  trade: "工种",
  anyTrade: "全部工种",
  owner: "负责人",
  anyOwner: "全部负责人",
  mine: "我负责的",
  unowned: "还没有人负责",
  overdue: "只看超时",
  view: "看法",
  columns: "按状态",
  rows: "列表",
  shown: (count: number): string => `共 ${count} 张`,
  late: (count: number): string => `${count} 张超时`,
  columnEmpty: "没有",
  older: "更早的",
  emptyHead: "还没有工单",
  emptyBody: "住户报修、投诉，或坐席开单后，工单会出现在这里。",
  noneHead: "没有符合的工单",
  noneBody: "放宽筛选条件试试。",
  heads: { number: "单号", state: "状态", class: "紧急程度", kind: "类别", place: "地点", summary: "内容", owner: "负责人", due: "截止", opened: "开单" },
  left: (text: string): string => `剩 ${text}`,
  over: (text: string): string => `超时 ${text}`,
  urged: (count: number): string => `催 ${count}`,
} as const;

export const steps = {
  title: "师傅的作业记录",
  kinds: { accept: "接单", set_out: "出发", begin: "开工", finish: "完工", picture: "照片" },
  /** Without a network a step comes later than it was written down. */
  when: (recorded: string, at: string): string => (recorded === at ? at : `${recorded}（${at} 同步）`),
  refused: "没有生效：",
  photo: (name: string): string => `${name}拍的照片`,
} as const;

export const drawer = {
  label: (number: string): string => `工单 ${number}`,
  close: "关闭工单",
  responseBy: "响应截止",
  resolutionBy: "完成截止",
  conversations: "相关会话",
  openConversation: (at: number): string => (at ? `打开会话 ${at}` : "打开会话"),
  times: "时限",
  promises: "承诺",
} as const;
