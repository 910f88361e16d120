import type { QuickReply } from '@otklik/protocol'

import { inOtherLayout } from '../palette/match.ts'

/** Those that begin with it first: what is typed after «/» is a shortcut most often. */
export function matching(replies: readonly QuickReply[], search: string): QuickReply[] {
  const wanted = search.trim().toLowerCase()
  if (!wanted) return [...replies]
  const ways = [wanted, inOtherLayout(wanted)]
  const rankOf = ({ shortcut, title, text }: QuickReply): number => {
    const ranks = ways.map((way) => {
      if (shortcut.toLowerCase() === way) return 0
      if (shortcut.toLowerCase().startsWith(way)) return 1
      if (title.toLowerCase().includes(way)) return 2
      return text.toLowerCase().includes(way) ? 3 : 4
    })
    return Math.min(...ranks)
  }
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply)
}
