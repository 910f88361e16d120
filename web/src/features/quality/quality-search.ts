export const qualityTabs = ['queue', 'appeals', 'results', 'calibrations', 'setup', 'own'] as const
export type QualityTab = (typeof qualityTabs)[number]

const periods = [7, 30, 90] as const
export type QualityDays = (typeof periods)[number]
export const qualityDays: readonly QualityDays[] = periods

export interface QualitySearch {
  part?: QualityTab
  days?: QualityDays
  operator?: string
  state?: 'decided'
}

/** Which part of «Качество», of which days and of whom: from the address. */
export function qualitySearch(search: Record<string, unknown>): QualitySearch {
  const part = qualityTabs.find((each) => each === search.part)
  const days = periods.find((each) => each === Number(search.days))
  return {
    ...(part && { part }),
    ...(days && { days }),
    ...(typeof search.operator === 'string' && { operator: search.operator }),
    ...(search.state === 'decided' && { state: 'decided' as const }),
  }
}

/** So many days up to today, which is the company’s. */
export function periodOf(days: number, now: Date): { from: string; until: string } {
  const day = (at: Date) =>
    [at.getFullYear(), at.getMonth() + 1, at.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
  const first = new Date(now)
  first.setDate(first.getDate() - days + 1)
  return { from: day(first), until: day(now) }
}
