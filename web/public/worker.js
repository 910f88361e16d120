// Tells of conversations while the workplace is closed, and says so when there is no connection.
// It keeps the page for that and nothing else: what customers write never stays in a browser's cache.
const CACHE = 'otklik-offline-1'
const OFFLINE_PAGE = '/offline.html'
const KEPT = [OFFLINE_PAGE, '/offline.css', '/icon.svg']

self.addEventListener('install', (event) => {
  event.waitUntil(keep())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin || request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (KEPT.includes(pathname)) event.respondWith(openKept(request))
})

self.addEventListener('push', (event) => {
  event.waitUntil(tell(event.data?.json()))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? '/'))
})

async function keep() {
  const cache = await caches.open(CACHE)
  await cache.addAll(KEPT)
  await self.skipWaiting()
}

async function takeOver() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function openPage(request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(OFFLINE_PAGE)) ?? Response.error()
  }
}

async function openKept(request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(request)) ?? Response.error()
  }
}

async function tell(push) {
  if (!push) return
  // Whoever looks at the workplace right now is told there.
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (push.tag !== 'trial' && windows.some(({ focused }) => focused)) return
  // A page behind other windows has told of it already: this takes its place and rings no more.
  const shown = await self.registration.getNotifications()
  const isTold = shown.some(({ tag, data }) => data?.isFromPage && isSame(push, tag))
  if (push.count > 0) await self.navigator.setAppBadge?.(push.count).catch(() => undefined)
  await self.registration.showNotification(push.title, {
    body: push.body,
    tag: push.tag,
    renotify: !isTold,
    silent: isTold,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    timestamp: Date.parse(push.at),
    data: { path: push.path },
  })
}

/** What tells of several tells of what a page told of, too. */
const isSame = (push, tag) => push.tag === tag || push.count > 1

async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [first] = windows
  if (!first) return self.clients.openWindow(path)
  await first.focus()
  first.postMessage({ type: 'open', path })
}
