/** What the door, one's own account and the look behind a mask say. */
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

export const password = {
  heading: "修改密码",
  current: "现在的密码",
  wanted: (shortest: number): string => `新密码（至少 ${shortest} 位）`,
  again: "再输入一次新密码",
  hint: "改好以后，您在别的设备上的登录都会退出。",
  submit: "修改密码",
  missing: "请填写现在的密码和新密码。",
  short: (shortest: number): string => `新密码至少要 ${shortest} 位。`,
  unlike: "两次输入的新密码不一样，请重新输入。",
  done: "密码已修改，别的设备已退出登录。",
} as const;

export const unmasking = {
  open: "查看完整信息",
  reason: "为什么要看（至少四个字）",
  example: "例：师傅已到楼下，要打电话确认。",
  hint: "谁、什么时候、为什么看，都会写进操作记录。",
  submit: "查看",
  logged: "已记入操作记录，离开这个会话后重新遮住。",
} as const;
