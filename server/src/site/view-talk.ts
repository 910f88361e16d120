import type { Message } from '@otklik/protocol'
import type { SiteMessage, SiteTalk } from '@otklik/protocol/settings'

import type { OpenChannel } from '../connections/index.ts'
import { listThread } from '../conversations/index.ts'
import type { FileLink } from './file-link.ts'
import type { Site } from './find-site.ts'
import type { SiteWorld } from './parts.ts'

/** As much as fills a screen several times; older ones are asked for. */
const MOST_AT_ONCE = 50

/** What a visitor sees of everything that was ever said with them here. */
export async function viewTalk(
  { database }: Pick<SiteWorld, 'database'>,
  { channel }: Site,
  { visitor, link, before }: { visitor: string; link: FileLink; before?: string | undefined },
): Promise<SiteTalk> {
  const place = { accountId: channel.accountId, channelId: channel.id, thread: visitor }
  const { said, isOpen, hasMore } = await listThread(database, place, {
    limit: MOST_AT_ONCE,
    ...(before && { before }),
  })
  const messages = said.map(({ message, externalId }) =>
    viewMessage(message, { channel, link, externalId, visitor }),
  )
  return { messages: await Promise.all(messages), hasMore, isOpen }
}

interface Seeing {
  channel: OpenChannel
  link: FileLink
  visitor: string
  externalId: string | undefined
}

async function viewMessage(
  message: Message,
  { channel, link, visitor, externalId }: Seeing,
): Promise<SiteMessage> {
  const { id, version, text, format, buttons, files, at, author, editedAt, deletedAt } = message
  const from = ({ contact: 'visitor', system: 'company' } as const)[author.type as 'contact']
  const name = nameOf(message, channel)
  const own = `${visitor}:`
  return {
    id,
    version,
    from: from ?? (author.type as 'operator' | 'bot'),
    ...(name && { name }),
    text,
    ...(format && { format }),
    ...(buttons && { buttons }),
    ...(files && {
      files: await Promise.all(
        files.map(async ({ id: fileId, kind, name: fileName, bytes, mime, state }) => ({
          ...{ id: fileId, kind, name: fileName },
          ...(bytes !== undefined && { bytes }),
          ...(mime && { mime }),
          ...(state === 'stored' && { url: await link(fileId) }),
        })),
      ),
    }),
    ...(message.replyTo && { replyTo: { text: message.replyTo.text } }),
    at,
    ...(editedAt && { isEdited: true as const }),
    ...(deletedAt && { isDeleted: true as const }),
    ...(externalId?.startsWith(own) && { clientId: externalId.slice(own.length) }),
  }
}

/** Who answers is told as the channel signs (D-37). */
function nameOf({ author }: Message, { signature, companyName }: OpenChannel): string | undefined {
  if (author.type !== 'operator' || signature === 'none') return undefined
  return signature === 'company' ? companyName : author.name.split(/\s+/, 1)[0]
}
