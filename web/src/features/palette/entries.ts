import { rank } from './match.ts'

/** One line of the palette: an act, a page, somebody, or a conversation. */
export interface Entry {
  id: string
  label: string
  /** What tells it from others of its name: a group, a channel, a number. */
  detail: string | undefined
  keys: string | undefined
  kind: 'command' | 'conversation' | 'contact' | 'search'
  run: () => void
}

const mostShown = 30

/** The best answers first; of equals, what was chosen last. Without words: what was chosen last. */
export function chooseEntries(
  entries: readonly Entry[],
  typed: string,
  recent: readonly string[],
): Entry[] {
  const recency = ({ id }: Entry) => {
    const place = recent.indexOf(id)
    return place < 0 ? recent.length : place
  }
  const wanted = typed.trim()
  const ranked = entries.flatMap((entry) => {
    // The server has found these by what is not in their names.
    if (wanted === '' || entry.kind === 'search') return [{ entry, value: 0 }]
    const own = rank(wanted, entry.label)
    const beside = entry.detail ? rank(wanted, entry.detail) * 0.5 : 0
    const value = Math.max(own, beside, entry.kind === 'contact' ? 1 : 0)
    return value > 0 ? [{ entry, value }] : []
  })
  return ranked
    .sort((one, other) => other.value - one.value || recency(one.entry) - recency(other.entry))
    .slice(0, mostShown)
    .map(({ entry }) => entry)
}
