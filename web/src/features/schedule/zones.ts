import { cities } from './cities.ts'

/** A time zone as people look for it. */
export interface Zone {
  /** IANA */
  id: string
  name: string
  /** Everything it is found by, in lower case. */
  search: string
}

/** All zones the browser knows, and the chosen one even where it does not. */
export function listZones(language: 'ru' | 'en', chosen: string): Zone[] {
  const known = Intl.supportedValuesOf('timeZone').filter((id) => id === 'UTC' || id.includes('/'))
  return [...new Set([...known, 'UTC', chosen])]
    .map((id) => zoneOf(id, language))
    .sort((one, other) => one.name.localeCompare(other.name, language))
}

/** «Москва»; where we know no Russian name, the city of the IANA name. */
export function zoneOf(id: string, language: 'ru' | 'en'): Zone {
  const city = id.slice(id.lastIndexOf('/') + 1).replaceAll('_', ' ')
  const name = language === 'ru' ? (cities[id] ?? city) : city
  return { id, name, search: [cities[id], city, id].join(' ').toLocaleLowerCase() }
}

export function matches({ search }: Zone, query: string): boolean {
  const words = query.toLocaleLowerCase().split(/[\s,]+/)
  return words.every((word) => search.includes(word))
}

/** «UTC+3», «UTC+5:30» */
export function offsetOf(id: string, at: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: id, timeZoneName: 'shortOffset' })
  const part = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
  return part.replace('GMT', 'UTC').replace('-', '−')
}
