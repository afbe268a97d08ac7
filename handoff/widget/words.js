/** What the widget says to a resident. */

export const WORDS = {
  launcher: '问物业',
  close: '收起',
  title: '在线咨询',
  bot: '机器人助手',
  agent: '人工客服',
  human: '人工',
  humanHint: '转人工客服',
  alreadyQueued: '正在为您排队，请稍等。',
  alreadyAgent: '工作人员正在为您服务，请直接说。',
  send: '发送',
  placeholder: '输入问题',
  placeholderClosed: '继续提问',
  photo: '发送照片',
  photoText: '［照片］',
  large: '大字',
  menu: '更多',
  soundOn: '打开提示音',
  soundOff: '关闭提示音',
  privacy: '隐私说明',
  exportData: '导出我的数据',
  eraseData: '删除我的数据',
  eraseText: '您说过的话和留下的姓名、房号、电话都会删除，不能恢复；正在排队或处理中的事情也会结束。',
  eraseYes: '确认删除',
  erased: '您的数据已删除。',
  exported: '已保存到您的下载文件夹。',
  nothingStored: '还没有保存您的任何内容。',
  callFailed: '没有成功，请稍后再试，或拨打服务热线。',
  cancel: '取消',
  gotIt: '知道了',
  agree: '同意并开始',
  agreeAndSend: '同意并发送',
  consentTitle: '开始之前',
  consentWanted: '同意后马上发出：',
  consentRefused: '不同意也没关系，可以直接拨打',
  onDuty: '人工客服在线',
  offDuty: '现在无人值班，转人工可以留言',
  chipsTitle: '大家常问',
  emergency: '遇到火情、燃气泄漏、有人受伤，请先拨打119、120，再打',
  about: '回答的是：',
  source: '依据：',
  amount: '合计',
  formula: '算式：',
  missed: '没答到？',
  missedText: '没答到',
  toHuman: '转人工',
  chosen: '（已选）',
  calling: '正在呼叫人工…',
  retry: '重试',
  sending: '发送中',
  sent: '已发送',
  read: '已读',
  failed: '没有发出去',
  waitingForNetwork: '没有发出去，网络恢复后自动重发',
  newBelow: '有新消息',
  typing: '正在输入',
  offline: '网络断开了，恢复后自动发出。',
  unreachable: '连不上服务台，正在重试。',
  rateTitle: '这次服务您满意吗？',
  rateScores: ['很不满意', '不满意', '一般', '满意', '非常满意'],
  rateComment: '想说的话（可以不填）',
  rateSend: '提交评价',
  rated: '谢谢您的评价！',
  urge: '催单',
  solved: '确认解决',
  unsolved: '没解决',
  steps: {
    accepted: '已受理', dispatched: '已派单', on_the_way: '师傅已出发', done: '已完成',
    awaiting_confirmation: '待您确认', confirmed: '已确认', cancelled: '已取消',
  },
  left: (count) => `还可输入 ${count} 字`,
  unread: ' 条未读',
};

const STATES = {
  connecting: '连接中',
  reconnecting: '重连中',
  unavailable: '暂不可用',
  bot: '机器人',
  confirm: '请确认',
  queue: '排队',
  agent: '人工',
  away: '坐席离开',
  closed: '已结束',
  message: '留言',
};

function placeInWords(queue) {
  const minutes = queue?.wait_minutes;
  return [
    queue?.position && `第 ${queue.position} 位`,
    Number.isFinite(minutes) && `约 ${Math.max(1, Math.ceil(minutes))} 分钟`,
  ].filter(Boolean).join('，');
}

/** `{name, label}`; `link`: open, connecting, reconnecting, unavailable. */
export function headerState({ link, holder, agent, queue, onDuty, asking }) {
  const is = (name, detail) => ({ name, label: STATES[name] + (detail ? `（${detail}）` : '') });
  if (link !== 'open') return is(link);
  if (holder === 'agent') return is(agent ? 'agent' : 'away', agent?.name);
  if (holder === 'queue') return onDuty === false ? is('message') : is('queue', placeInWords(queue));
  if (holder === 'closed') return is('closed');
  return is(asking ? 'confirm' : 'bot');
}

export function sourceInWords(source) {
  if (!source?.document) return '';
  const title = source.document.replace(/^\d+[_-]|\.\w+$/g, '');
  const since = source.valid_from?.replace(/^(\d+)-0?(\d+)-0?(\d+).*/, '自$1年$2月$3日起');
  return [`《${title}》`, source.section, since].filter(Boolean).join(' · ');
}

/** 14:05, 昨天 14:05, 3月2日 14:05 or 2025年3月2日 14:05. */
export function timeInWords(at, now = new Date()) {
  const time = new Date(at);
  if (Number.isNaN(+time)) return '';
  const midnight = (day) => new Date(day).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  const year = time.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  const date = days === 1 ? '昨天' : time.toLocaleDateString('zh-CN', { year, month: 'long', day: 'numeric' });
  const clock = time.toTimeString().slice(0, 5);
  return days ? `${date} ${clock}` : clock;
}

const NUMBER = /(^|[^\d.-])(0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|11[09]|12[02]|12345|12356)(?![\d-]|\.\d)/g;
/** 110 elsewhere is a length or a price. */
const CALLED_BEFORE = /[拨打话呼叫救警线](\d+[、和或])*[是为：:（( ]*$/;
const NAMED_AFTER = /^ ?(火警|急救|报警|政务)/;

/** Pieces `{text, call?}`: numbers to tap. */
export function splitPhoneNumbers(text) {
  const pieces = [];
  let from = 0;
  for (const { 1: before, 2: number, index } of text.matchAll(NUMBER)) {
    const start = index + before.length;
    const end = start + number.length;
    const isShort = number.length < 6;
    if (isShort && !NAMED_AFTER.test(text.slice(end)) && !CALLED_BEFORE.test(text.slice(0, start))) continue;
    pieces.push({ text: text.slice(from, start) }, { text: number, call: number.replaceAll('-', '') });
    from = end;
  }
  return [...pieces, { text: text.slice(from) }].filter((piece) => piece.text);
}
