/** The way to the desk. Every answer is a value: without a network nothing is thrown. */

const BASE = '/api/v1';
const PATIENCE = 20000;
const PATIENCE_FOR_PHOTOS = 120000;

export const desk = {
  signIn: (username, password) => call('POST', '/sessions', { username, password }),
  signOut: () => call('DELETE', '/sessions/current'),
  orders: () => call('GET', '/work-orders'),

  /** Sends one step; see sync.js for what the answers mean. */
  async handIn(row) {
    const path = `/work-orders/${encodeURIComponent(row.number)}`;
    if (row.kind !== 'picture') {
      const { key, kind, note, after, recordedAt } = row;
      const body = { client_key: key, kind, recorded_at: recordedAt, ...(note && { note }), ...(after && { after }) };
      return meaning(await call('POST', `${path}/steps`, body));
    }
    const form = new FormData();
    form.append('file', new Blob([row.photo], { type: 'image/jpeg' }), 'photo.jpg');
    const when = encodeURIComponent(row.recordedAt);
    return meaning(await call('PUT', `${path}/pictures/${row.key}?recorded_at=${when}`, form));
  },
};

function meaning({ status, body }) {
  if (status === 200 || status === 201) {
    const reason = body.step.refused;
    return { is: reason ? 'refused' : 'taken', reason, order: body.order };
  }
  if (status === 401) return { is: 'signed_out' };
  if (status === 409 && body.code === 'too_early') return { is: 'early' };
  if (status === 0 || status >= 500 || status === 429 || status === 408) return { is: 'later' };
  return { is: 'refused', reason: body.detail ?? String(status) };
}

/** Returns `{status, body}`; status 0 is no answer at all. */
async function call(method, path, given) {
  const isForm = given instanceof FormData;
  try {
    const found = await fetch(BASE + path, {
      method,
      headers: given && !isForm ? { 'Content-Type': 'application/json' } : {},
      body: isForm || !given ? given : JSON.stringify(given),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(isForm ? PATIENCE_FOR_PHOTOS : PATIENCE),
    });
    const text = await found.text();
    return { status: found.status, body: text ? JSON.parse(text) : {} };
  } catch {
    return { status: 0, body: {} };
  }
}
