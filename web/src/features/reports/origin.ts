import type { AttributionReport } from '@otklik/protocol/reports'

export type Origin = Pick<AttributionReport['rows'][number], 'source' | 'medium' | 'campaign'>

/** A row of attribution, as the address names it. */
export const nameOfOrigin = ({ source, medium, campaign }: Origin): string =>
  JSON.stringify([source, medium, campaign])

/** All of them where none is named. */
export function originFrom(name: string | undefined): Partial<Origin> {
  const [source, medium, campaign] = wordsIn(name)
  return source === undefined || medium === undefined || campaign === undefined
    ? {}
    : { source, medium, campaign }
}

function wordsIn(name = ''): string[] {
  try {
    const words: unknown = JSON.parse(name)
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : []
  } catch {
    // Whoever wrote the address by hand has named nothing.
    return []
  }
}
