/** The desk's terms in the words of docs/glossary.md. */

export const holders = {
  bot: "机器人接待中",
  queue: "等待接入",
  agent: "人工接待中",
  closed: "已结束",
} as const;

export const channels: Record<string, string> = { web: "网页", wechat: "微信公众号", wecom: "微信客服" };

export const reasons = {
  asked: "住户要求人工",
  low_confidence: "机器人没把握",
  repeated_miss: "连续两次没答上",
  repeated_question: "同一问题再问",
  upset: "住户情绪激动",
  emergency: "紧急安全",
  bot_failed: "机器人故障",
  rule: "规则转接",
} as const;

export const classes = { urgent: "紧急", important: "重要", general: "一般" } as const;

export const ticketStates = {
  accepted: "已受理",
  dispatched: "已派单",
  on_the_way: "师傅已出发",
  done: "已完成",
  awaiting_confirmation: "待住户确认",
  confirmed: "已确认",
  cancelled: "已取消",
} as const;

export const ticketCategories = {
  repair: "报修",
  complaint: "投诉",
  suggestion: "建议",
  visitor: "访客",
  other: "其他",
} as const;

export const trades = ["工程", "保洁", "安保", "客服"] as const;

export const acts: Record<string, string> = {
  answer: "回答",
  clarify: "请住户确认",
  ask: "追问",
  ticket: "工单",
  handoff: "转人工",
  emergency: "紧急安全",
  smalltalk: "闲聊",
};

export const moods: Record<string, string> = { calm: "平静", upset: "激动" };

export const entityKinds: Record<string, string> = {
  house_kind: "房屋类型",
  tenure: "住户身份",
  house_number: "房号",
  area: "面积",
  duration: "时长",
  amount: "金额",
  date: "日期",
  facility: "设施",
  plate: "车牌",
  phone: "电话",
};

/** The facilities that an incident is about: docs/glossary.md. */
export const facilities: Record<string, string> = {
  lift: "电梯",
  water: "供水",
  power: "供电",
  gas: "燃气",
  heating: "供暖",
  network: "网络",
  gate: "门禁",
  drain: "下水道",
  hot_water: "热水",
  lighting: "照明",
};
