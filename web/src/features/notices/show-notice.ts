export interface DesktopNotice {
  title: string
  body: string
  conversationId: string
}

/**
 * On the desktop, where the browser allows it; a click opens the conversation. By the worker where
 * there is one: what a push tells of the same conversation then takes its place and rings no more.
 */
export async function showNotice(
  { title, body, conversationId: id }: DesktopNotice,
  onOpen: (id: string) => void,
): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
  const worker = await workers?.getRegistration()
  if (worker?.active) {
    const data = { path: `/conversations/${id}`, isFromPage: true }
    await worker.showNotification(title, { body, tag: id, icon: '/icon-192.png', data })
    return
  }
  const notice = noticeOf(title, body, id)
  notice?.addEventListener('click', () => {
    window.focus()
    onOpen(id)
    notice.close()
  })
}

/** Chrome on Android has notifications, and throws when a page makes one: only its worker may. */
function noticeOf(title: string, body: string, id: string): Notification | undefined {
  try {
    return new Notification(title, { body, tag: id, icon: '/icon.svg' })
  } catch {
    return undefined
  }
}
