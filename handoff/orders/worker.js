/** Keeps the page itself on the phone. What it shows and what was written down lie in IndexedDB (keep.js). */

const CACHE = 'linda-orders';
const NAMES = ['', 'app.js', 'desk.js', 'elements.js', 'keep.js', 'orders.css', 'photo.js', 'progress.js', 'sync.js', 'view.js', 'words.js'];
const SHELL = NAMES.map((name) => `/orders/${name}`).concat('/orders/icon.svg', '/orders/manifest.webmanifest');
const PATIENCE = 3000; // milliseconds; a bad network must not be worse than none

self.addEventListener('install', (event) => {
  const keepAll = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(SHELL.map((path) => new Request(path, { cache: 'reload' })));
    await self.skipWaiting();
  };
  event.waitUntil(keepAll());
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== self.location.origin || !SHELL.includes(pathname)) return;
  event.respondWith(newestOrKept(event.request, pathname));
});

async function newestOrKept(request, pathname) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(pathname);
  if (!kept) return fetch(request);
  try {
    const found = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (found.ok) await cache.put(pathname, found.clone());
    return found.ok ? found : kept;
  } catch {
    return kept;
  }
}
