const order = ['folders', 'list', 'transcript', 'composer', 'card']
/** The first of them that a column has: what it is worked with, before what stands above that. */
const wanted = [
  '[role="option"][tabindex="0"]',
  'textarea',
  'a[aria-current]',
  'a[href], button:not([tabindex="-1"])',
]

/** F6: from one column to the next, to what in it takes the focus. */
export function focusRegion(step: 1 | -1): void {
  const regions = order.flatMap((name) => {
    const element = document.querySelector<HTMLElement>(`[data-region="${name}"]`)
    return element && element.offsetParent !== null ? [element] : []
  })
  const current = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(current + step + regions.length) % regions.length]
  const inside = wanted.map((each) => next?.querySelector<HTMLElement>(each)).find(Boolean)
  if (next?.dataset.region === 'transcript') next.focus()
  else (inside ?? next)?.focus()
}
