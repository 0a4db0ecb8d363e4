// The page's own files, kept by the browser: the page opens at once and without the desk, and says that it has no
// link. Kept are exactly the files of one build, by their content; never an answer of the desk. The build puts the two
// values in place of the words in capitals.

const version = 'VERSION';
const files = FILES;
const cache_name = `tutti-${version}`;
const home = '/app/';
/** How long the desk may take to give its document before the kept one is shown. */
const patience = 1500;

self.addEventListener('install', (event) => {
  // Past the browser's own cache: what is kept must be what the desk has now.
  event.waitUntil(
    caches
      .open(cache_name)
      .then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('tutti-') && name !== cache_name).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  // The document comes from the desk while that is there, so no page is older than its desk.
  if (request.mode === 'navigate' && url.pathname === home) event.respondWith(document_of(request));
  else if (url.search === '' && url.pathname !== home && files.includes(url.pathname)) event.respondWith(kept(request));
});

async function kept(request) {
  const cache = await caches.open(cache_name);
  return (await cache.match(request)) ?? fetch(request);
}

async function document_of(request) {
  const cache = await caches.open(cache_name);
  const mine = await cache.match(home);
  if (!mine) return fetch(request);
  const late = new Promise((done) => setTimeout(done, patience));
  const desk = fetch(request).catch(() => undefined);
  const answer = await Promise.race([desk, late]);
  return answer?.ok ? answer : mine;
}
