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

/** What the page says of its visitor, if anything. */
declare const self: Window & { __otklikVisit?: { token: string }; otklikUser?: object }

const { key, colour, ink, side, label, greeting, after } = OTKLIK
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
      visit: self.__otklikVisit?.token,
      identity: self.otklikUser,
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
  frame.hidden = true
  document.body.append(frame)
}
const toggle = (open: boolean) => {
  isOpen = open
  near()
  say('')
  ;(frame as HTMLIFrameElement).hidden = !open
  tell()
  ;((open && frame) || button).focus()
  // Kept of a visit: 0 once it was greeted or opened, 1 once there is a talk. It comes last wherever
  // it is written: a browser that keeps nothing throws.
  sessionStorage[key] ||= 0
}
const say = (text: unknown) => {
  button.textContent = `✉ ${text}`
  button.ariaLabel = `${label} ${text}`
  button.ariaExpanded = isOpen as unknown as string
}
button.style.cssText = `${placed}20px;bottom:20px;height:56px;border-radius:56px;background:${colour};color:${ink};font:20px sans-serif;padding:0 20px;cursor:pointer`
say('')
button.onclick = () => toggle(!isOpen)
button.onfocus = near
addEventListener('pointermove', ({ clientX, clientY }) => {
  const { x, y } = button.getBoundingClientRect()
  // Nearer than 200 px.
  if ((clientX - x) ** 2 + (clientY - y) ** 2 < 4e4) near()
})
addEventListener('message', ({ source, data }) => {
  // Anybody may say anything to a page: of others nothing is even looked at.
  if (source !== frame?.contentWindow) return
  isReady = true
  if (data.otklik === 'ready') tell()
  if (data.otklik === 'close') toggle(false)
  if (data.otklik === 'unread') {
    if (!isOpen) say(data.count || '')
    sessionStorage[key] = 1
  }
})
addEventListener('otklik:visit', tell)
addEventListener('otklik:open', () => toggle(true))
document.body.append(button)
// Whoever has a talk here finds its answer on the next page too.
if (sessionStorage[key] > 0) near()
else if (greeting && !sessionStorage[key])
  setTimeout(() => {
    if (frame) return
    say(greeting)
    sessionStorage[key] ||= 0
  }, after)
