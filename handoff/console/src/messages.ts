/** Every text an agent reads, in one place; the words for the desk's own terms stand in terms.ts. */
export * from "./terms";
export * from "./ticketMessages";
export * from "./aidMessages";

export const product = "邻答";
export const title = "邻答坐席工作台";

export const signIn = {
  heading: "坐席登录",
  lead: "住户的每一句话，都有人接得住。",
  username: "用户名",
  password: "密码",
  submit: "登录",
  submitting: "正在登录…",
  missing: "请填写用户名和密码。",
  expired: "登录已过期，请重新登录。没发出的文字还在。",
  signedOut: "您已退出。",
  forgotten: "忘记密码，请联系本项目的管理员重设。",
  points: [
    ["机器人先答", "收费、办事、规定，带出处立即回答"],
    ["没把握就转人", "转接单写明原因、问题和机器人怎么想"],
    ["一句都不丢", "断网、重连、换人接手，记录始终完整"],
  ],
} as const;

export const bar = {
  online: "在线",
  away: "离开",
  presence: "我的状态",
  signOut: "退出登录",
  soundBlocked: "点一下页面任意处，提示音才能响",
  shortcuts: "快捷键",
  menu: "账号菜单",
  reconnecting: "重连中",
  reconnectingLong: "您写的内容不会丢，接通后自动补齐。",
  retryNow: "立即重试",
  grades: { 0: "维修师傅", 1: "一级坐席", 2: "二级坐席", 3: "三级坐席" } as Record<number, string>,
  awayNow: (why: string): string => `您现在是离开状态${why && `（${why}）`}，新的会话不会响铃。`,
  backOnline: "恢复在线",
  awayReasons: ["用餐", "短暂离开", "会议", "现场处理", "交接班"],
  allEstates: "全部小区",
  estate: "看哪个小区",
  muteHint: "静音后，紧急提醒仍会响",
} as const;

export const pages = {
  label: "页面",
  conversations: "会话",
  tickets: "工单",
  board: "看板",
  knowledge: "知识",
  figures: "报表",
  settings: "设置",
} as const;

export const list = {
  label: "会话列表",
  tabs: { mine: "我的", queue: "待接入", all: "全部" },
  scopes: { active: "人工中", bot: "机器人", closed: "已结束" },
  search: "搜房号、称呼或内容",
  waited: "已等",
  overdue: "已超时",
  you: "我",
  empty: {
    mine: ["手上没有会话", "到「待接入」接一位住户，会话会出现在这里。"],
    queue: ["没有人在等", "有住户需要人工时，这里会亮起并响铃。"],
    all: ["这里还没有会话", "住户发来第一句话后，就能在这里看到。"],
    search: ["没有符合的会话", "换个词试试，或清空搜索。"],
  },
  failed: "列表没有取到。",
  retry: "重试",
  unread: (count: number): string => `${count} 条未读`,
  someone: "一位住户",
  newHandoff: (who: string, reason: string): string => `${who} 需要人工：${reason}`,
} as const;

export const transcript = {
  label: "会话记录",
  resident: "住户",
  bot: "机器人",
  system: "系统",
  note: "内部备注",
  noteHint: "住户看不到",
  earlier: (count: number): string => `显示更早的 ${count} 条`,
  confidence: (percent: number): string => `把握 ${percent}%`,
  source: "出处",
  since: (date: string): string => `${date} 起执行`,
  choices: "给住户的选项",
  sending: "发送中…",
  failed: "没有发出",
  retry: "重发",
  discard: "放弃",
  read: "已读",
  imageAlt: "住户发来的图片",
  imageOwnAlt: "坐席发出的图片",
  imageMissing: "[图片]",
  typing: "住户正在输入…",
  jumpDown: "回到最新",
  newBelow: (count: number): string => `${count} 条新消息`,
  loading: "正在取会话记录…",
  loadFailed: "会话记录没有取到。",
  none: ["选一个会话开始", "左边列表里，等得最久的排在最前。"],
  empty: "这个会话还没有消息。",
  today: "今天",
  yesterday: "昨天",
  weekdays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
} as const;

export const actions = {
  back: "返回",
  info: "资料",
  look: "查看 ›",
  waited: "已等",
  claim: "接入",
  claimLong: "接入这位住户",
  takeOver: "从机器人接过来",
  claiming: "正在接入…",
  putBack: "放回队列",
  transfer: "转给同事",
  close: "结束",
  more: "更多操作",
  claimed: "已接入，请回复住户。",
  transferred: (name: string): string => `已转给 ${name}。`,
  wasPutBack: "已放回队列。",
  closed: "会话已结束，住户会收到评价邀请。",
} as const;

export const composer = {
  reply: "回复",
  note: "备注",
  mode: "写给谁看",
  placeholder: "回复住户，Enter 发送，Shift + Enter 换行",
  placeholderPhone: "回复住户",
  notePlaceholder: "写给同事看的备注，住户看不到",
  send: "发送",
  sendNote: "记下备注",
  confirmSend: "确认发送",
  guardResident: "住户刚回复",
  guardAgent: (name: string): string => `${name} 刚回复`,
  guardNotice: "请看一眼上面的新消息。",
  guardPress: "内容仍要发出，请再按一次发送。",
  tooLong: (over: number): string => `超出 ${over} 字，请分两条发。`,
  left: (count: number): string => `还可写 ${count} 字`,
  draft: "草稿",
  dropDraft: "删除草稿",
  keptAsDraft: "这句话没有发出，留在草稿里。",
  waitingClaim: "住户在等人接入。接入后即可回复，转接单和全部记录都在这里。",
  withBot: "机器人正在接待这位住户。需要时，您可以直接接过来。",
  withColleague: (name: string): string => `${name} 正在接待这位住户。`,
  nowWith: (name: string): string => `现在由 ${name} 接待`,
  nowQueue: "会话已回到待接入队列",
  nowBot: "会话已回到机器人",
  nowClosed: "会话已结束",
  closed: "会话已结束。住户再发消息时，先由机器人接待。",
} as const;

export const closing = {
  heading: "结束会话",
  summary: "处理小结",
  summaryPlaceholder: "例：已告知叠拼物业费 3.60 元/㎡·月，住户清楚了。",
  resolved: "已解决",
  unresolved: "未解决",
  result: "处理结果",
  submit: "结束会话",
  cancel: "取消",
  missing: "请写一句处理小结，方便下次接手的同事。",
  hint: "结束后住户会收到评价邀请；住户再发消息时，先由机器人接待。",
} as const;

export const transferring = {
  heading: "转给同事",
  colleague: "转给谁",
  note: "给同事的话",
  notePlaceholder: "例：住户问的是 2024 年的旧单价，我查不到，请协助。",
  submit: "转给 TA",
  cancel: "取消",
  missingColleague: "请选择一位同事。",
  missingNote: "请写一句话，让同事不用再问住户。",
  nobody: "现在没有其他同事可以接手，可以先放回队列。",
  states: { online: "在线", away: "离开", offline: "不在线" },
} as const;

export const puttingBack = {
  heading: "放回队列？",
  body: "住户会重新排队等待接入，记录和备注都保留。",
  handed: "是同事转给您、还没有回复过？",
  refuse: "退回给这位同事",
  submit: "放回队列",
  cancel: "取消",
} as const;

export const context = {
  label: "住户与转接单",
  idle: "选一个会话，这里显示住户的房屋、转接单和以往记录。",
  house: "房屋",
  resident: "住户",
  phone: "电话",
  channel: "来源",
  opened: "开始于",
  estate: "小区",
  unknownHouse: "住户还没有说房号",
  anonymous: "未留称呼",
  noPhone: "未留电话",
  ticket: "转接单",
  noTicket: ["还没有转接单", "会话由机器人接待，没有转过人工。"],
  ticketFailed: "转接单没有取到。",
  question: "触发的那句话",
  thinking: "机器人的判断",
  threshold: (percent: number): string => `答复门槛 ${percent}%`,
  below: (mine: number, limit: number): string => `把握 ${mine}%，低于门槛 ${limit}%`,
  atLeast: (mine: number, limit: number): string => `把握 ${mine}%，门槛 ${limit}%`,
  noCandidates: "机器人没有给出判断。",
  rule: "命中规则",
  entities: "听出的信息",
  slots: "已填的信息",
  answers: "机器人已经答过",
  jump: (seq: number): string => `看第 ${seq} 条`,
  mood: "情绪",
  class: "紧急程度",
  due: "应在此前回应",
  dueLeft: (text: string): string => `还剩 ${text}`,
  dueOver: (text: string): string => `超时 ${text}`,
  range: (from: number, to: number): string => `记录第 ${from}–${to} 条`,
  fingerprint: "校验码",
  handedAt: "转出于",
  history: "以往转接与结束",
  noHistory: "还没有转过人工。",
  firstTime: "这是第一次转人工。",
  handedOver: "转人工",
  closedBy: (name: string): string => `${name} 结束`,
  rated: (score: number): string => `住户评价 ${score} 分`,
} as const;

export const earlier = {
  heading: "以往会话",
  none: "没有同一电话或同一房屋的其他会话。",
  failed: "以往会话没有取到。",
  alike: { phone: "同一电话", house: "同一房屋" },
  label: (who: string): string => `以往会话 · ${who}`,
  close: "关闭以往会话",
  readOnly: "只读",
  go: "到这个会话去",
} as const;

export const sheet = {
  heading: "快捷键",
  hint: "不在输入框里时直接按；正在输入时，同时按住 Alt（Mac 为 Option）。",
  composing: "用拼音选词时按 Enter 不会发送。",
  rows: [
    ["1  2  3", "我的 · 待接入 · 全部"],
    ["J  K", "下一个 · 上一个会话"],
    ["A", "接入"],
    ["R", "写回复"],
    ["N", "写备注"],
    ["T", "转给同事"],
    ["Q", "放回队列"],
    ["E", "结束会话"],
    ["I", "看住户与转接单"],
    ["M", "静音开关"],
    ["B", "提醒"],
    ["O", "跟进最上面的提醒"],
    ["F", "查知识库"],
    ["W", "悄悄话（主管）"],
    ["G", "接管（主管）"],
    ["/", "搜索会话；回复开头：快捷回复"],
    ["?", "回复开头：查知识并插入"],
    ["?", "打开这张表"],
    ["Esc", "关闭窗口，或从输入框回到会话"],
    ["Enter", "发送"],
    ["Shift + Enter", "换行"],
  ],
  close: "知道了",
} as const;

export const alarm = {
  flash: (count: number): string => `【${count} 位住户等待接入】`,
} as const;

export const problems = {
  network: "网络不通，请检查网络后重试。",
  server: "服务暂时没有响应，请稍后重试。",
  odd: "服务返回了看不懂的内容，请刷新页面。",
} as const;

export const duration = {
  seconds: (s: number): string => `${s} 秒`,
  minutes: (m: number): string => `${m} 分钟`,
  minutesSeconds: (m: number, s: string): string => `${m}:${s}`,
  hours: (h: number, m: number): string => (m ? `${h} 小时 ${m} 分` : `${h} 小时`),
  days: (d: number, h: number): string => (h ? `${d} 天 ${h} 小时` : `${d} 天`),
} as const;
