const key = 'otklik.palette'
const most = 6

/** What was chosen last in this browser, the latest first. */
export function recentIds(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function rememberChosen(id: string): void {
  try {
    const ids = [id, ...recentIds().filter((other) => other !== id)].slice(0, most)
    localStorage.setItem(key, JSON.stringify(ids))
  } catch {
    // It is a convenience: the palette works without.
  }
}
