/** Telephone numbers in Chinese text, so that they can be tapped. */

const NUMBER = /(?<![\d.\-])(0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|11[09]|12[02]|12345|12356)(?![\d\-]|\.\d)/g;
const SHORT = 5;
/** 110 is a number to call after 拨打 or before 报警, and a length or a price elsewhere. */
const CALLED_BEFORE = /[拨打话呼叫救警线](\d+[、和或])*[是为：:（( ]*$/;
const NAMED_AFTER = /^ ?(火警|急救|报警|政务)/;

function isCalled(number, before, after) {
  return number.length > SHORT || NAMED_AFTER.test(after) || CALLED_BEFORE.test(before);
}

export function splitPhoneNumbers(text) {
  const pieces = [];
  let from = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    const end = index + number.length;
    if (!isCalled(number, text.slice(0, index), text.slice(end))) continue;
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: number, call: number.replaceAll('-', '') });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
