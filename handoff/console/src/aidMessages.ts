/** The words around alerts, promises, canned replies, knowledge and supervision; messages.ts hands them on. */

export const alerts = {
  label: (count: number): string => (count ? `提醒，${count} 条待确认` : "提醒"),
  heading: "提醒",
  none: ["没有待确认的提醒", "有住户需要人、工单快超时或承诺到期时，会在这里响铃。"],
  failed: "提醒没有取到。",
  look: "去处理",
  acknowledge: "我来处理",
  acknowledged: "已由您跟进，不再响铃。",
  urgent: "紧急",
  raised: (ago: string): string => `${ago}前`,
  climbed: {
    console: "已提示坐席",
    sound: "正在响铃",
    desktop: "已发桌面通知",
    webhook: "已通知值班群",
    supervisor: "已上报主管",
    management: "已上报管理层",
  },
  severities: { notice: "提示", alarm: "待接入", overdue: "已超时", urgent: "紧急" },
  keep: "已兑现",
  keepNote: "承诺已按时办到。",
  kept: "承诺已记为兑现。",
  sound: "响铃",
  soundOn: "响铃已开",
  soundOff: "已静音",
  desktop: "开启桌面通知",
  desktopOn: "桌面通知已开",
  desktopRefused: "浏览器不允许桌面通知，请在地址栏左侧的网站设置里打开。",
  notification: "邻答 · 有提醒待确认",
  more: (count: number): string => `还有 ${count} 条`,
  newAlert: (text: string): string => `新提醒：${text}`,
} as const;

export const incidents = {
  whole: "全小区",
  building: (number: string): string => `${number}栋`,
  proposed: (what: string): string => `疑似同一故障：${what}`,
  houses: (count: number, unknown: number): string =>
    unknown ? `${count} 户报过，另有 ${unknown} 人未说房号` : `${count} 户报过`,
  open: "确认为一起事件",
  opened: "事件已建，后来报的住户会自动收到进展。",
  dismiss: "不是同一件事",
  reason: "说明原因",
  reasonPlaceholder: "例：两户是各自家里的龙头问题",
  dismissed: "已忽略，12 小时内不再提示。",
  cancel: "取消",
  banner: (what: string): string => `事件处理中：${what}`,
} as const;

export const helping = {
  canned: "快捷回复",
  cannedNone: "没有匹配的快捷回复。到「设置」里可以添加。",
  knowledge: "知识库",
  knowledgeHint: "接着输入要查的问题",
  knowledgeNone: "知识库里没有找到，换个说法试试。",
  searching: "正在查…",
  failed: "没有取到，请再试一次。",
  mine: "我的",
  keys: "↑↓ 选择 · Enter 插入 · Esc 收起",
  suggestion: "建议回复",
  sure: (percent: number): string => `把握 ${percent}%`,
  use: "填入",
  dismiss: "不用",
  promise: "这是一个承诺",
  promiseUntil: (when: string): string => `最晚 ${when}`,
  makePromise: "记为承诺",
  promised: "承诺已记下，并已告诉住户。",
  tools: "工具",
  openCanned: "快捷回复（/）",
  openKnowledge: "查知识（?）",
  source: (name: string): string => `（依据：${name}）`,
  resident: (surname: string): string => `${surname}先生/女士`,
  you: "您",
  yourHouse: "您家",
  noTicket: "（工单号）",
  search: "查知识库",
  searchPlaceholder: "例：装修押金多久退",
  insert: "插入回复",
} as const;

export const picturing = {
  pick: "发照片",
  uploading: "照片上传中…",
  ready: "照片已备好，点发送给住户。",
  counted: "微信里照片和文字各算一条。",
  alt: "要发给住户的照片",
  remove: "不发这张照片",
} as const;

export const quota = {
  left: (left: number, of: number): string => `还可发 ${left}/${of} 条`,
  until: (text: string): string => `剩 ${text}`,
  few: "4 秒内连着发的几句会并成一条。",
  last: "这是住户下次来消息前的最后一条，请一次说完。",
  none: "住户再来消息前，微信不允许再发。急事请打电话。",
  shut: "住户 48 小时内没有来过消息，微信已不允许回复。请打电话联系。",
  waiting: "等待送达微信",
  failed: "没有送到",
  errors: {
    platform: "微信没有响应，会自动重试",
    account: "公众号设置被微信拒绝，请联系管理员",
    quota: "可发条数已用完，住户来消息后自动补发",
    window: "超过 48 小时，住户来消息后自动补发",
    unreachable: "住户已取消关注或拒收，请打电话联系",
    rejected: "微信拒绝了这条内容",
    taken: "有同事正在企业微信里接待",
  } as Record<string, string>,
} as const;

export const filtering = {
  open: "筛选",
  estate: "小区",
  class: "紧急程度",
  channel: "来源",
  reason: "转人工原因",
  any: "不限",
  clear: "清空",
  save: "存为常用",
  name: "常用筛选的名字",
  keep: "保存",
  remove: (name: string): string => `删除常用筛选 ${name}`,
  on: (count: number): string => `筛选（${count}）`,
  none: ["没有符合筛选的会话", "放宽或清空筛选条件再看看。"],
} as const;

export const supervising = {
  watching: "旁听中",
  watchHint: "您正在旁听，住户和坐席的已读状态不受影响。",
  whisper: "悄悄话",
  whisperPlaceholder: (name: string): string => `悄悄告诉 ${name}，住户看不到`,
  whisperExample: "例：先问清楚几栋几单元，再派工程。",
  sendWhisper: "告诉 TA",
  whispered: "主管提醒",
  whisperSent: "已悄悄告诉 TA，住户看不到。",
  takeOver: "接管",
  assign: "指派",
  assignHeading: "指派给同事",
  takeOverNote: "主管接管",
  tookOver: "已由您接管，住户已收到说明。",
  assigned: (name: string): string => `已指派给 ${name}。`,
  refuse: "退回",
  refuseHeading: "退回给转来的同事",
  refuseNote: "退回的原因",
  refusePlaceholder: "例：这是工程部的事，我没有权限派单",
  refused: "已退回。",
  missing: "请写一句原因。",
} as const;

export const lease = {
  lost: (count: number): string =>
    `网络断开过久，您接待的 ${count} 个会话已交回队列，住户已收到说明。需要的话请重新接入。`,
  ok: "知道了",
} as const;

export const drafting = {
  left: (name: string): string => `${name} 写到一半：`,
  take: "接着写",
  pass: "不用",
  both: "您在另一台电脑上也写了草稿。两份都在下面，请看过再发。",
} as const;
