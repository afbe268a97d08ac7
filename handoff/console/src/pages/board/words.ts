/** The words of the supervisor's board. */
export const board = {
  waiting: "等待接入",
  byClass: (urgent: number, important: number, general: number): string =>
    `紧急 ${urgent} · 重要 ${important} · 一般 ${general}`,
  longest: "最长等待",
  nobodyWaits: "没有人在等",
  look: "查看",
  serving: "人工接待中",
  withBot: (count: number): string => `机器人接待 ${count}`,
  breaches: "今日超时",
  breachesHint: "响应晚了或还欠着",
  ratings: "待回应的差评",
  incidents: "公共事件",
  incidentsHint: (proposed: number): string => `待确认 ${proposed}`,
  updated: (time: string): string => `更新于 ${time}`,
} as const;

export const team = {
  heading: "坐席",
  heads: { agent: "坐席", standing: "状态", load: "手上会话", lease: "在线租约", conversations: "会话" },
  standings: { online: "在线", away: "离开", offline: "不在线" },
  offShift: "不在班",
  load: (load: number, capacity: number): string => `${load} / ${capacity}`,
  lease: (seconds: number): string => `${seconds} 秒`,
  noLease: "没有连线",
  none: "没有会话",
  held: (time: string): string => `已接 ${time}`,
  deeds: (name: string): string => `${name} 的会话`,
  watch: "旁观",
  whisper: "密语",
  takeOver: "接管",
  assign: "指派",
  empty: ["还没有坐席", "用管理命令添加坐席后，他们会出现在这里。"],
} as const;

export const queue = {
  heading: "谁在等",
  empty: "现在没有住户在等人工。",
  waited: (time: string): string => `已等 ${time}`,
  offered: (name: string): string => `正在邀请 ${name}`,
  someone: "一位住户",
} as const;

export const leading = {
  whisper: "密语给坐席",
  whisperHint: (name: string): string => `只有 ${name} 和同事看得到，住户看不到。`,
  whisperText: "想提醒什么",
  whisperExample: "例：这位住户上周也报过同一处漏水，请先道歉。",
  whisperSend: "发送密语",
  whispered: "密语已送到。",
  takeOver: "接管会话",
  takeOverHint: (name: string): string => `会话会从 ${name} 手上转到您这里，住户会看到换了人接待。`,
  assign: "指派会话",
  assignHint: "不论现在由谁接待，会话都会转给选中的坐席。",
  to: "指派给谁",
  choose: "请选择坐席",
  note: "给接手同事的话",
  noteExample: "例：涉及赔偿，请按预案第三条处理。",
  taken: "已接管，会话在您手上。",
  assigned: (name: string): string => `已指派给 ${name}。`,
  nobody: "对方",
} as const;

export const alerts = {
  heading: "提醒",
  empty: "没有未处理的提醒。",
  look: "去看看",
  acknowledge: "我来处理",
  acknowledged: "已记下由您处理。",
  severities: { notice: "留意", alarm: "提醒", overdue: "超时", urgent: "紧急" },
} as const;

export const breaches = {
  heading: "今日超时",
  empty: "今天的响应都在时限内。",
  due: (time: string): string => `应在 ${time} 前回应`,
} as const;

export const incidents = {
  heading: "公共事件",
  empty: "没有正在发生的公共事件。",
  history: "以前的公共事件",
  noHistory: "以前没有公共事件。",
  declare: "发起公共事件",
  whole: "整个小区",
  facility: "设施",
  building: "楼栋（不填为整个小区）",
  firstUpdate: "告诉住户的话（可以不写）",
  households: (count: number, unknown: number): string => `${count} 户报告${unknown ? `，另有 ${unknown} 条未说房号` : ""}`,
  told: (count: number): string => `已通知 ${count} 位住户`,
  open: "确认并开启",
  openHint: "之后报同样问题的住户会直接得到这里的进展。",
  dismiss: "排除",
  dismissReason: "为什么不是公共事件",
  update: "发布进展",
  updateText: "进展",
  updateExample: "例：维修人员已到 3 栋，预计 18:00 前恢复。",
  updateHint: (count: number): string => `会发给 ${count} 位相关住户，每人一次。`,
  close: "处理完毕",
  closeText: "结果",
  closeExample: "例：水泵已修好，全部恢复供水。",
  done: { open: "公共事件已开启。", dismiss: "已排除。", update: "进展已发出。", close: "已结束并通知住户。" },
} as const;

export const ratings = {
  heading: "待回应的差评",
  empty: "没有待回应的差评。",
  score: (score: number): string => `${score} 分`,
  of: (name: string): string => `${name} 的服务`,
  silent: "住户没有写评语。",
  answer: "回应住户",
  answerText: "回应",
  answerExample: "例：抱歉让您等了这么久，我们已经调整了晚间排班。",
  answerHint: "会原样发给住户并留档。",
  answered: "回应已发给住户。",
  own: "自己的服务由别的主管回应。",
} as const;
