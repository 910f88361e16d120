// Counts a visit of the page that has it, when its visitor may be counted. Keeps what the server
// answers in this site's own storage, and nowhere else. `NEEDS_CONSENT` is put in as it is sent.
;(() => {
  const { src, dataset } = document.currentScript
  const address = src.replace(/\.js(\?.*)?$/, '')
  const kept = `otklik.visit.${address.split('/').pop()}`
  let hasAgreed = !NEEDS_CONSENT || dataset.consent === 'given' || window.__otklikConsent === true

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(kept)) || {}
    } catch {
      return {}
    }
  }
  const write = (visit) => {
    try {
      if (visit) localStorage.setItem(kept, JSON.stringify(visit))
      else localStorage.removeItem(kept)
    } catch {
      // A browser that keeps nothing begins a new visit with every page.
    }
  }
  const tell = (visit) => {
    window.__otklikVisit = visit
    dispatchEvent(new CustomEvent('otklik:visit', { detail: visit }))
  }
  const count = async () => {
    const { href: url } = location
    const { title, referrer } = document
    const body = JSON.stringify({ token: read().token, url, title, referrer })
    const answer = await fetch(`${address}/visits`, { method: 'POST', credentials: 'omit', body })
    // Whoever took their word back meanwhile is not kept.
    if (!answer.ok || !hasAgreed) return
    const { token, number } = await answer.json()
    write({ token, number })
    tell({ token, number })
  }
  const begin = () => count().catch(() => {})

  addEventListener('otklik:consent', ({ detail }) => {
    if (detail === hasAgreed) return
    hasAgreed = detail === true
    if (hasAgreed) return begin()
    write()
    tell()
  })
  if (hasAgreed || read().token) {
    hasAgreed = true
    void begin()
  }
})()
