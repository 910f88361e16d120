const key = 'otklik.folded-troubles'
/** Troubles of long ago need not be remembered. */
const most = 50

/** Ids of the troubles this browser has seen enough of. Another trouble is shown again. */
export function foldedAway(): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? '[]') as string[])
  } catch {
    return new Set()
  }
}

export function foldAway(ids: readonly string[]): ReadonlySet<string> {
  const folded = [...foldedAway(), ...ids].slice(-most)
  try {
    localStorage.setItem(key, JSON.stringify(folded))
  } catch {
    // Until the page is loaded anew.
  }
  return new Set(folded)
}
