/** Where an order stands for its repairer: what the desk said, and what the phone has still to hand in. */

const OPEN = ['dispatched', 'on_the_way'];

/** `waiting` are this order's steps that the desk has not yet. Returns what may be done next, the usual first. */
export function nextSteps(order, waiting) {
  const written = new Set(waiting.map((step) => step.kind));
  const isOpen = OPEN.includes(order.state) && !written.has('finish');
  const isTheirs = order.mine || written.has('accept');
  if (!isOpen || (order.repairer && !order.mine)) return [];
  if (!isTheirs) return ['accept'];
  const isOut = order.state === 'on_the_way' || written.has('set_out');
  if (!isOut) return ['set_out', 'finish'];
  return hasBegun(order, written) ? ['finish'] : ['begin', 'finish'];
}

/** Which part of the list an order belongs to. */
export function partOf(order, waiting) {
  if (!OPEN.includes(order.state) || waiting.some((step) => step.kind === 'finish')) return 'over';
  return order.mine || waiting.some((step) => step.kind === 'accept') ? 'mine' : 'free';
}

/** The key of the step that the next one follows: the last waiting one that is no picture. */
export function keyBefore(waiting) {
  return waiting.filter((step) => step.kind !== 'picture').at(-1)?.key ?? null;
}

function hasBegun(order, written) {
  const accepted = order.steps.findLastIndex((step) => step.kind === 'accept' && !step.refused);
  return written.has('begin') || order.steps.slice(accepted + 1).some((step) => step.kind === 'begin' && !step.refused);
}
