/**
 * What is typed on a page and stands nowhere else, and the one way of leaving it. An act that ends
 * the page asks first; what has ended it already, as a session that is over, asks nobody.
 */
let ask: (() => Promise<boolean>) | undefined
let isGone = false

/** Has the page ask before it is left for good. Returns how to stop. */
export function askBeforeLeaving(question: () => Promise<boolean>): () => void {
  ask = question
  return () => {
    if (ask === question) ask = undefined
  }
}

/** Whether the page may be left: true at once where nothing is unsaved. */
export function mayLeave(): Promise<boolean> {
  return ask?.() ?? Promise.resolve(true)
}

/** Loads another page; nothing holds this one any more, nor does its browser ask. */
export function leaveFor(address: string): void {
  // Several requests may be told so at once: a second time would break off the first.
  if (isGone) return
  isGone = true
  window.location.assign(address)
}

export function isLeft(): boolean {
  return isGone
}
