import type { Ground } from './ground.ts'
import type { Bot, Dialog, Draft, Person } from './model.ts'

/** Stands in what is kept for wherever we answer just now. */
export const HERE = 'http://here.invalid'

const HOST = 'SN-376_'
const URL_LIVES_MS = 12 * 3600_000

export type Wire = Record<string, unknown>

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

/** A bare number on the wire, whatever its size. */
export const wireToken = (token: string) => rawJson(token)

export const wireHost = { chat_hostname: HOST }

/** What a bot learns of a person, if it asked and they let it. */
export function wireUser({ world }: Ground, bot: Bot, dialog: Dialog): Wire {
  const person = world.people.find(String(dialog.personId))!
  const { sendsName = false, sendsPhoto = false } = bot.webhook ?? {}
  const { language, country, apiVersion } = person
  return {
    id: dialog.userId,
    ...(sendsName && { name: person.isHidden ? 'Subscriber' : person.name }),
    ...(sendsPhoto && !person.isHidden && { avatar: avatarOf(person) }),
    ...{ language, country, api_version: apiVersion },
  }
}

export const avatarOf = ({ id }: Person) => `${HERE}/i/${id}.jpg`

/** What a person wrote; addresses of files live for a while. */
export function wireContent(ground: Ground, { content, fileId, thumbnailId }: Draft): Wire {
  return {
    ...content,
    ...(fileId && { media: addressOf(ground, fileId) }),
    ...(thumbnailId && { thumbnail: addressOf(ground, thumbnailId) }),
  }
}

export function addressOf({ files, clock }: Ground, fileId: string): string {
  const name = encodeURIComponent(files.find(fileId)?.name ?? 'file')
  return `${HERE}/files/${fileId}/${name}?expires=${clock.now() + URL_LIVES_MS}`
}
