/** On the desktop, where the browser allows it; a click opens the conversation. */
export function showNotice(
  title: string,
  body: string,
  id: string,
  onOpen: (id: string) => void,
): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notice = noticeOf(title, body, id)
  if (!notice) return
  notice.addEventListener('click', () => {
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
