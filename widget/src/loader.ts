/**
 * All that a company's page loads until somebody wants to chat: a button. The frame comes when the
 * pointer is near it, or it is focused or tapped. The server puts the configuration around this file.
 */
declare const OTKLIK: {
  key: string
  colour: string
  ink: string
  side: 'left' | 'right'
  label: string
  greeting?: string
  /** Milliseconds until it is said. */
  after?: number
}

interface Host {
  __otklikVisit?: { token: string }
  otklikUser?: object
}

const { key, colour, ink, side, label, greeting, after } = OTKLIK
const host = window as Window & Host
const url = (document.currentScript as HTMLScriptElement).src.slice(0, -3)
const placed = `position:fixed;z-index:999999;border:0;${side}:`
const button = document.createElement('button')
let frame: HTMLIFrameElement | undefined
let isOpen = false
let isReady = false

/** The panel is told everything whenever something has changed. */
const tell = () =>
  isReady &&
  (frame as HTMLIFrameElement).contentWindow?.postMessage(
    {
      otklik: 'page',
      isShown: isOpen,
      page: { url: location.href, title: document.title, referrer: document.referrer },
      visit: host.__otklikVisit?.token,
      identity: host.otklikUser,
    },
    url,
  )
const near = () => {
  if (frame) return
  frame = document.createElement('iframe')
  frame.title = label
  frame.src = `${url}/panel`
  // On a narrow screen all of it, elsewhere a corner.
  frame.style.cssText = `${placed}0;bottom:0;width:min(100vw,max(380px,(500px - 100vw)*999));height:min(100dvh,max(640px,(500px - 100vw)*999))`
  frame.hidden = !isOpen
  document.body.append(frame)
}
const toggle = (open: boolean) => {
  isOpen = open
  near()
  say('')
  ;(frame as HTMLIFrameElement).hidden = !open
  tell()
  ;((open && frame) || button).focus()
}
const say = (text: unknown) => {
  button.textContent = `✉ ${text}`
  button.ariaLabel = `${label} ${text}`
  button.ariaExpanded = `${isOpen}`
}
button.style.cssText = `${placed}20px;bottom:20px;height:56px;border-radius:28px;background:${colour};color:${ink};font:20px sans-serif;padding:0 18px;cursor:pointer`
say('')
button.onclick = () => toggle(!isOpen)
button.onfocus = near
addEventListener('pointermove', ({ clientX, clientY }) => {
  const { x, y } = button.getBoundingClientRect()
  if (Math.hypot(clientX - x, clientY - y) < 180) near()
})
addEventListener('message', ({ source, data }) => {
  // Anybody may say anything to a page: of others nothing is even looked at.
  if (source !== frame?.contentWindow) return
  isReady = true
  if (data.otklik === 'ready') tell()
  if (data.otklik === 'close') toggle(false)
  if (data.otklik === 'unread') {
    sessionStorage[key] = 1
    if (!isOpen) say(data.count || '')
  }
})
addEventListener('otklik:visit', tell)
addEventListener('otklik:open', () => toggle(true))
document.body.append(button)
// Whoever has a talk here finds its answer on the next page too.
if (sessionStorage[key]) near()
else if (greeting) setTimeout(() => frame || say(greeting), after)
