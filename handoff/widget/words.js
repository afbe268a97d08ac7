/** What the widget itself says to a resident. */

export const WORDS = {
  launcher: '问物业',
  open: '打开在线咨询',
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
  emergency: '遇到火情、燃气泄漏、有人受伤，请先拨打',
  about: '回答的是：',
  source: '依据：',
  amount: '合计',
  formula: '算式：',
  missed: '没答到？',
  missedText: '没答到',
  toHuman: '转人工',
  chosen: '已选',
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
  noEstate: '没有找到这个小区。',
  rateTitle: '这次服务您满意吗？',
  rateScores: ['很不满意', '不满意', '一般', '满意', '非常满意'],
  rateComment: '想说的话（可以不填）',
  rateSend: '提交评价',
  rated: '谢谢您的评价！',
  left: (count) => `还可输入 ${count} 字`,
  unread: (count) => `，${count} 条未读`,
};

const STATES = {
  connecting: () => '连接中',
  reconnecting: () => '重连中',
  bot: () => '机器人',
  confirm: () => '请确认',
  queue: ({ position, minutes }) => `排队${queueDetail(position, minutes)}`,
  agent: ({ agentName }) => (agentName ? `人工（${agentName}）` : '人工'),
  away: ({ agentName }) => (agentName ? `坐席离开（${agentName}）` : '坐席离开'),
  closed: () => '已结束',
  message: () => '留言',
};

function queueDetail(position, minutes) {
  const place = position ? `第 ${position} 位` : '';
  const wait = Number.isFinite(minutes) ? `约 ${Math.max(1, Math.ceil(minutes))} 分钟` : '';
  const detail = [place, wait].filter(Boolean).join('，');
  return detail ? `（${detail}）` : '中';
}

export function stateLabel(state) {
  return STATES[state.name](state);
}

export function dateInWords(date) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '');
  return found ? `${found[1]}年${Number(found[2])}月${Number(found[3])}日` : date ?? '';
}

export function sourceInWords(source) {
  if (!source?.document) return '';
  const title = source.document.replace(/^\d+[_\-]/, '').replace(/\.\w+$/, '');
  const since = source.valid_from ? `自${dateInWords(source.valid_from)}起` : '';
  return [`《${title}》`, source.section, since].filter(Boolean).join(' · ');
}

const pad = (number) => String(number).padStart(2, '0');

/** 14:05, 昨天 14:05, 3月2日 14:05 or 2025年3月2日 14:05. */
export function timeInWords(at, now = new Date()) {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const clock = `${pad(time.getHours())}:${pad(time.getMinutes())}`;
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
  const days = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  if (days === 0) return clock;
  if (days === 1) return `昨天 ${clock}`;
  const date = `${time.getMonth() + 1}月${time.getDate()}日 ${clock}`;
  return time.getFullYear() === now.getFullYear() ? date : `${time.getFullYear()}年${date}`;
}
