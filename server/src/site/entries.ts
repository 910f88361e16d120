import type { SiteEntry, SiteLook, SiteSettings } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'

import { catalogue } from '../channels/index.ts'
import { type EntryLink, entryLinks, type LinkingWorld } from '../tracking/index.ts'

interface Which {
  accountId: string
  /** The channel whose panel shows them. */
  channelId: string
  look: Pick<SiteLook, 'messengers'>
  /** What the page was given when its visit was counted. */
  visit?: string | undefined
}

/** All messengers that are connected, in the order of the look; those it does not name come last. */
async function listEntries(
  world: LinkingWorld,
  { accountId, channelId, look, visit }: Which,
): Promise<(EntryLink & { isShown: boolean })[]> {
  const links = await entryLinks(world, accountId, { widgetId: channelId, visitToken: visit })
  const named = new Map(look.messengers.map((one, place) => [one.channelId, { ...one, place }]))
  const placeOf = (link: EntryLink) => named.get(link.channelId)?.place ?? named.size
  return links
    .map((link) => ({ ...link, isShown: named.get(link.channelId)?.isShown ?? true }))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
}

const kindOf = (id: string) => catalogue.get(id)!

/** What visitors are offered beside the chat: every messenger that is connected and shown (COM-90). */
export async function viewEntries(
  world: LinkingWorld,
  language: Language,
  which: Which,
): Promise<SiteEntry[]> {
  const entries = (await listEntries(world, which)).filter(({ isShown }) => isShown)
  return entries.map(({ channelId, kind, name, link }) => {
    const { words, glyph } = kindOf(kind)
    const { title } = words[language]
    // Two of one messenger are told apart by what they are called there.
    const isAlone = entries.filter((each) => each.kind === kind).length === 1
    return { channelId, kind, title: isAlone ? title : `${title} · ${name}`, glyph, link }
  })
}

/** The same for the designer: with those that are hidden. */
export async function viewMessengers(
  world: LinkingWorld,
  language: Language,
  which: Which,
): Promise<SiteSettings['messengers']> {
  const entries = await listEntries(world, which)
  return entries.map(({ channelId, kind, name, link }) => {
    const { words, glyph } = kindOf(kind)
    return { ...{ channelId, kind, name, link, glyph }, title: words[language].title }
  })
}
