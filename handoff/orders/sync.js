/** Hands in what was written down: in order, each step under its own key until the desk has it. */

/**
 * Returns how it ended: `synced`, `signed_out`, or `later` (no network, or the desk cannot just now).
 *
 * What the desk refuses is kept with its reason and never sent again; the steps behind it go on.
 */
export async function handIn(keep, desk, agentId) {
  for (let row = await keep.nextWaiting(agentId, 0); row; row = await keep.nextWaiting(agentId, row.id)) {
    const answer = await send(keep, desk, row);
    if (answer.is === 'later' || answer.is === 'signed_out') return answer.is;
    if (answer.order) await keep.putOrder(agentId, answer.order);
    if (answer.is === 'refused') await keep.refuse(row, answer.reason);
    else await keep.drop(row);
  }
  return 'synced';
}

async function send(keep, desk, row) {
  const answer = await desk.handIn(row);
  if (answer.is !== 'early') return answer;
  // The step before it was turned away for good, so this one has nothing left to wait for.
  if (await keep.isWaiting(row.agent, row.after)) return { is: 'later' };
  return desk.handIn({ ...row, after: null });
}

/** Calls `work` alone among this browser's tabs, where the browser can tell them apart. */
export async function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request('linda-orders-sync', { ifAvailable: true }, (lock) => (lock ? work() : 'later'));
}
