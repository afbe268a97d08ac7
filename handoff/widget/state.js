/** What the header says. */

/** The resident is asked to choose and has not yet. */
export function isAsking(turns, unsent) {
  const last = turns.at(-1);
  return !unsent.length && last?.author.kind === 'bot' && last.bot?.act === 'clarify';
}

function ofAgent(agent) {
  const away = !agent || agent.away === true || agent.present === false;
  return { name: away ? 'away' : 'agent', agentName: agent?.name ?? '' };
}

function ofQueue(queue, onDuty) {
  if (onDuty === false) return { name: 'message' };
  return { name: 'queue', position: queue?.position, minutes: queue?.wait_minutes };
}

/** What `stateLabel` puts into words. `link` is connecting, open or lost. */
export function headerState({ link, holder, agent, queue, onDuty, asking }) {
  if (link === 'lost') return { name: 'reconnecting' };
  if (link === 'connecting') return { name: 'connecting' };
  if (holder === 'queue') return ofQueue(queue, onDuty);
  if (holder === 'agent') return ofAgent(agent);
  if (holder === 'closed') return { name: 'closed' };
  return { name: asking ? 'confirm' : 'bot' };
}
