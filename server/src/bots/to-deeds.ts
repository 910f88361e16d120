import type { FileView } from '@otklik/protocol'
import type { BotAction } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Channels } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { listForBots } from '../files/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import type { BotDeed, MessageContent, MessageDraft, Person } from '../rules/index.ts'
import { chooseTemplate } from '../templates/index.ts'

export interface DeedsWorld {
  database: Database
  channels: Channels
}

interface Doing {
  accountId: string
  bot: Person
  channelId: string
  now: Date
}

/**
 * A bot's actions with everything looked up that the rules cannot: files, templates. Throws where
 * one of them cannot be carried out, and then none is.
 */
export async function toDeeds(
  world: DeedsWorld,
  doing: Doing,
  actions: readonly BotAction[],
): Promise<BotDeed[]> {
  const files = await findFiles(world, doing, actions)
  const deeds = await Promise.all(actions.map((action) => toDeed(world, doing, action, files)))
  return deeds.filter((deed) => deed !== undefined)
}

async function toDeed(
  world: DeedsWorld,
  doing: Doing,
  action: BotAction,
  files: ReadonlyMap<string, FileView>,
): Promise<BotDeed | undefined> {
  switch (action.type) {
    case 'say': {
      const { text, buttons, fileIds = [] } = action
      if (text.trim() === '' && fileIds.length === 0) return undefined
      const shown = fileIds.flatMap((id) => files.get(id) ?? [])
      const content = {
        ...(shown.length > 0 && { files: shown }),
        ...(buttons && buttons.rows.flat().length > 0 && { buttons }),
      }
      return { type: 'say', message: draft(doing, text.trim(), content) }
    }
    case 'send-template': {
      const { accountId, channelId } = doing
      const { kind } = await world.channels.get(accountId, channelId)
      const { templateId: id, values } = action
      const wanted = { channelId, kind, id, values }
      const { text, ...content } = await chooseTemplate(world.database, accountId, wanted)
      return { type: 'say', message: draft(doing, text, content) }
    }
    case 'set': {
      const { attributes, tags, topic } = action
      return {
        type: 'set',
        ...(attributes && { attributes }),
        ...(tags && { tags }),
        ...(topic !== undefined && { topic }),
      }
    }
    case 'note':
      return { type: 'note', message: note(doing, action.text) }
    case 'hand-over': {
      const { to, summary = '' } = action
      return {
        type: 'hand-over',
        ...(to.kind !== 'backup' && { to }),
        ...(summary.trim() && { summary: note(doing, summary) }),
      }
    }
    case 'close': {
      const { text = '' } = action
      return { type: 'close', ...(text.trim() && { message: draft(doing, text.trim(), {}) }) }
    }
  }
}

function draft({ bot, now }: Doing, text: string, content: MessageContent): MessageDraft {
  const author = { type: 'bot', id: bot.id, name: bot.name } as const
  return { id: newId(), kind: 'message', author, text, content, at: now.getTime() }
}

const note = (doing: Doing, text: string): MessageDraft => ({
  ...draft(doing, text.trim(), {}),
  kind: 'note',
})

/** Only what was uploaded for bots, and only what is here with its bytes. */
async function findFiles(
  { database }: DeedsWorld,
  { accountId }: Doing,
  actions: readonly BotAction[],
): Promise<ReadonlyMap<string, FileView>> {
  const ids = actions.flatMap((action) => (action.type === 'say' ? (action.fileIds ?? []) : []))
  if (ids.length === 0) return new Map()
  const found = await listForBots(database, accountId, ids)
  if (ids.some((id) => !found.has(id))) {
    throw new InvalidFieldsError({ fileIds: { code: 'wrong-value' } })
  }
  return found
}
