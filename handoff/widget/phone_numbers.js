/** Telephone numbers in Chinese text, so that they can be tapped. */

const NUMBER = /(?<![\d.\-])(0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|110|119|120|122|12345|12356)(?![\d\-]|\.\d)/g;
const SHORT = 5;
/** 110 is a number to call after 拨打 or before 报警, and a length or a price elsewhere. */
const CALLED_BEFORE = /[拨打电话呼叫救警线、和或：:（(]\s*$|^\s*$/;
const CALLING = /[拨打话呼叫救警线]/;
const COUNTED_AFTER = /^\s*(元|块|㎡|平|米|公斤|公里|吨|度|天|日|月|年|个|户|栋|号楼|单元|室|层|分|小时|秒|人|次|件|张|%|％|万)/;
const NAMED_AFTER = /^\s*(火警|急救|报警|政务|救护)/;
const LOOK_BACK = 12;

function isCalled(number, before, after) {
  if (number.length > SHORT) return true;
  if (COUNTED_AFTER.test(after)) return false;
  return NAMED_AFTER.test(after) || (CALLING.test(before) && CALLED_BEFORE.test(before.slice(-1)));
}

/** Cuts text into `{text}` and `{text, call}` pieces. */
export function splitPhoneNumbers(text) {
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(NUMBER)) {
    const [number] = found;
    const end = found.index + number.length;
    const before = text.slice(Math.max(0, found.index - LOOK_BACK), found.index);
    if (!isCalled(number, before, text.slice(end, end + 4))) continue;
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) });
    pieces.push({ text: number, call: number.replaceAll('-', '') });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
