/** The words around tickets; messages.ts hands them on with all the others. */
import { ticketStates } from "./terms";

export const ticketing = {
  heading: "工单",
  none: "这个会话还没有工单。",
  failed: "工单没有取到。",
  openNew: "开工单",
  response: "响应截止",
  resolution: "完成截止",
  dueLeft: (text: string): string => `还剩 ${text}`,
  dueOver: (text: string): string => `超时 ${text}`,
  house: "地点",
  details: { where: "位置", since: "从什么时候" } as Record<string, string>,
  owner: "首问负责",
  nobody: "还没有人负责",
  pledge: "承诺",
  promiseDue: (when: string): string => `${when}前`,
  urgedTimes: (count: number): string => `住户催过 ${count} 次`,
  story: (count: number): string => `经过（${count}）`,
  actions: (number: string): string => `处理工单 ${number}`,
  moveTo: {
    accepted: "重新受理",
    dispatched: "派单",
    on_the_way: "师傅出发",
    done: "办完了",
    awaiting_confirmation: "请住户确认",
    confirmed: "回访后确认",
    cancelled: "取消工单",
  },
  promise: "作个承诺",
  call: "记回访",
  handOn: "换人负责",
  photos: "加照片",
  ofHouse: "这套房的其他工单",
  link: "关联到这个会话",
  linkOther: "关联已有工单",
  look: "看详情",
  doers: { resident: "住户", bot: "机器人", agent: "坐席", system: "系统" },
  reopened: "重新受理",
  urged: "住户催单",
  promised: "承诺住户",
  handedOn: (name: string): string => `改由 ${name} 负责`,
  called: { satisfied: "回访：住户满意", dissatisfied: "回访：住户不满意", unreached: "回访：没有联系上" },
  wasOpened: (number: string): string => `工单 ${number} 已开，单号已发给住户。`,
  wasMoved: (number: string, state: keyof typeof ticketStates): string =>
    `工单 ${number}：${ticketStates[state]}，已通知住户。`,
  wasCalled: "回访已记下。",
  wasHandedOn: (name: string): string => `工单改由 ${name} 负责到住户确认。`,
  wasLinked: (number: string): string => `工单 ${number} 已关联，进展会告诉这位住户。`,
  wasPictured: (count: number): string => `${count} 张照片已放进工单。`,
  wasPromised: "承诺已记下，并已告诉住户。",
  cancel: "不了",
} as const;

export const ticketOpening = {
  heading: "开工单",
  category: "类别",
  trade: "工种",
  class: "紧急程度",
  times: {
    urgent: "15 分钟响应，2 小时办完",
    important: "30 分钟响应，24 小时办完",
    general: "2 小时响应，3 天办完",
  },
  summary: "什么事",
  summaryPlaceholder: "例：厨房水槽下面漏水，昨晚开始，越来越大。",
  house: "地点",
  housePlaceholder: "例：3栋2单元1201，或 2 栋地下车库",
  hint: "住户会马上收到单号。",
  missing: "请写一句是什么事，好让师傅知道带什么工具。",
  submit: "开单",
} as const;

export const ticketMoving = {
  heading: (number: string): string => `工单 ${number}`,
  question: (state: string): string => `改为“${state}”，住户会马上收到通知。`,
  note: "备注（可以不写，只有同事看得到）",
  notePlaceholder: "例：张师傅下午两点后有空。",
} as const;

export const ticketPromising = {
  heading: "承诺住户",
  text: "承诺什么",
  textPlaceholder: "例：工程师傅上门检修",
  due: "最晚什么时候",
  hint: "内容和时间会原样发给住户。",
  missingText: "请写下承诺的内容。",
  missingDue: "请选择一个将来的时间。",
  submit: "承诺",
} as const;

export const ticketCalling = {
  heading: (number: string): string => `回访工单 ${number}`,
  question: "联系住户的结果",
  outcomes: { satisfied: "联系上了，住户满意", dissatisfied: "联系上了，住户不满意", unreached: "没有联系上" },
  note: "备注（可以不写，只有同事看得到）",
  hint: "住户满意，或两天都没有联系上，才能由坐席确认办结。",
  submit: "记下",
} as const;

export const ticketOwning = {
  heading: (number: string): string => `工单 ${number} 换人负责`,
  note: "交代一句",
  notePlaceholder: "例：住户约了周六上午，我周六休息，请你跟进。",
  hint: "负责人要跟到住户确认为止。",
  missingNote: "请交代一句，让接手的同事知道办到哪儿了。",
  submit: "交给 TA",
} as const;

export const ticketLinking = {
  heading: "关联已有工单",
  number: "工单号",
  example: "例：YS-20261121-0007",
  hint: "关联后，这位住户会收到工单现在的状态和以后的进展。",
  missing: "工单号像 YS-20261121-0007 这样，请核对。",
  submit: "关联",
} as const;

export const ticketPicturing = {
  label: "工单照片",
  photo: (at: number): string => `第 ${at} 张照片`,
  heading: "把会话里的照片放进工单",
  submit: (count: number): string => (count ? `放进 ${count} 张` : "放进工单"),
} as const;
