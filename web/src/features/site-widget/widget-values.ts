import type { SiteLook, SiteQuestion, SiteSettings } from '@otklik/protocol/settings'

type LookValues = { [Name in keyof SiteLook as `look.${Name}`]: SiteLook[Name] }

/** What can be changed, by its path in the API. */
export type WidgetValues = LookValues & { questions: SiteQuestion[] }

export function valuesOf({ look, questions }: SiteSettings): WidgetValues {
  const named = Object.entries(look).map(([name, value]) => [`look.${name}`, value])
  return { ...Object.fromEntries(named), questions } as WidgetValues
}

/** The look is saved as a whole, and shown before it is saved. */
export function lookOf(values: WidgetValues): SiteLook {
  const named = Object.entries(values).flatMap(([path, value]) =>
    path.startsWith('look.') ? [[path.slice('look.'.length), value]] : [],
  )
  return Object.fromEntries(named)
}

/** What it was until now, with one of them moved by so many places. */
export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by
  const item = items[from]
  const other = items[to]
  if (item === undefined || other === undefined) return [...items]
  return items.map((each, index) => (index === from ? other : index === to ? item : each))
}

export interface ShownMessenger {
  channelId: string
  isShown: boolean
}

/** All that are connected: as they are put in order, then whatever was connected since. */
export function inOrder(
  connected: SiteSettings['messengers'],
  order: readonly ShownMessenger[],
): (SiteSettings['messengers'][number] & ShownMessenger)[] {
  const places = new Map(order.map(({ channelId }, place) => [channelId, place]))
  const hidden = new Set(order.flatMap((one) => (one.isShown ? [] : [one.channelId])))
  return connected
    .map((one) => ({ ...one, isShown: !hidden.has(one.channelId) }))
    .toSorted(
      (one, other) =>
        (places.get(one.channelId) ?? places.size) - (places.get(other.channelId) ?? places.size),
    )
}

/** White or black, whichever is read better on that colour. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? 'white' : 'black'
}
