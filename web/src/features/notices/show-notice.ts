/** On the desktop, where the browser allows it; a click opens the conversation. */
export function showNotice(
  title: string,
  body: string,
  id: string,
  onOpen: (id: string) => void,
): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notice = new Notification(title, { body, tag: id, icon: '/icon.svg' })
  notice.addEventListener('click', () => {
    window.focus()
    onOpen(id)
    notice.close()
  })
}
