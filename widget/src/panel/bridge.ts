/** The page around the frame: what it is, and what it is told. Said in docs/widget.md. */
export interface Around {
  /** Its origin, which the browser tells and nobody can forge. */
  site?: string
  page?: { url?: string; title?: string; referrer?: string }
  visit?: string
  identity?: { id?: unknown }
}

interface Listening {
  onPage(around: Around): void
  onShown(isShown: boolean): void
  onPreview(shown: object): void
}

const isAlone = parent === window
let origin = '*'

export const tell = (otklik: string, count?: number): void => {
  if (!isAlone) parent.postMessage({ otklik, count }, origin)
}

let known = ''

/** A panel that is opened by its own address has nobody around it, and is shown at once. */
export function listen({ onPage, onShown, onPreview }: Listening): void {
  addEventListener('message', ({ source, data, origin: from }) => {
    if (source !== parent || isAlone || typeof data !== 'object') return
    if (data?.otklik === 'preview' && from === location.origin) onPreview(data)
    // Whoever was first is who we talk to.
    if (data?.otklik !== 'page' || (origin !== '*' && origin !== from)) return
    origin = from
    const { page, visit, identity, isShown } = data
    const around: Around = {
      ...{ site: from, page: cut(page) },
      ...(visit && { visit: String(visit) }),
      ...(identity && { identity }),
    }
    const told = JSON.stringify(around)
    if (told !== known) onPage(around)
    known = told
    onShown(Boolean(isShown))
  })
  if (isAlone) {
    onPage({})
    onShown(true)
  }
  tell('ready')
}

const cut = ({ url = '', title = '', referrer = '' } = {}) => ({
  url: url.slice(0, 2000),
  title: title.slice(0, 300),
  referrer: referrer.slice(0, 2000),
})
