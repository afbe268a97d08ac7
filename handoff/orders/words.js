/** Everything that a repairer reads on this page; the desk's own refusals come from the desk. */

export const WORDS = {
  title: '派工单',
  signIn: '登录',
  signOut: '退出',
  username: '用户名',
  password: '密码',
  signedOut: '登录已过期。请重新登录，记录都在手机里，登录后自动同步。',
  needsNetwork: '第一次登录需要网络。请连上网络再试。',
  unreachable: '连不上服务台。请稍后再试。',
  large: '大字',
  back: '返回列表',
  orders: '我的派工单',
  free: '待接单',
  mine: '我接的',
  over: '已结束',
  none: '现在没有派工单。有新的会出现在这里。',
  gone: '这张单不在您的列表里了。',
  offline: '没有网络，可以照常记录，恢复后自动同步。',
  synced: '已全部同步',
  waiting: (count) => `待同步 ${count} 条`,
  syncing: '正在同步…',
  sync: '同步',
  syncNow: '立即同步',
  notSynced: '待同步',
  refusedTitle: '没有生效的记录',
  refusedMark: '没有生效',
  gotIt: '知道了',
  asOf: (time) => `列表更新于 ${time}`,
  others: (count) => `本机还有其他账号的 ${count} 条记录待同步，用那个账号登录后自动同步。`,
  leaveWithWaiting: (count) => `还有 ${count} 条没有同步。退出后记录仍保存在本机，用这个账号登录后继续同步。确定退出吗？`,
  where: '地点',
  due: '时限',
  note: '派单说明',
  promise: '已向住户承诺',
  residentPictures: '住户的照片',
  picture: (index) => `照片 ${index}`,
  noteLabel: '处理说明',
  notePlaceholder: '做了什么、换了什么配件',
  noteWanted: '请先写一句处理说明。',
  photo: '拍照',
  photoFailed: '这张照片打不开，没有记下。请重拍。',
  notKept: '手机存不下了，这一步没有记下。请清理空间后再试。',
  kept: '已记下',
  history: '作业记录',
  noHistory: '还没有记录。',
  takenBy: (name) => `${name}已接单`,
  yours: '您已接单',
  STEPS: { accept: '接单', set_out: '出发', begin: '开工', finish: '完工', picture: '照片' },
  STATES: {
    accepted: '已退回受理', dispatched: '已派单', on_the_way: '师傅已出发', done: '已完成',
    awaiting_confirmation: '待住户确认', confirmed: '已确认', cancelled: '已取消',
  },
  CLASSES: { urgent: '紧急', important: '重要', general: '一般' },
  CATEGORIES: { repair: '报修', complaint: '投诉', suggestion: '建议', visitor: '访客', other: '其他' },
  DETAILS: { where: '位置', since: '开始时间', when: '方便时间', what: '问题' },
};

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

/** Writes a moment as people read it: 11月22日 10:00. */
export function onTheWall(moment) {
  const parts = Object.fromEntries(CLOCK.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return `${parts.month}月${parts.day}日 ${parts.hour}:${parts.minute}`;
}
