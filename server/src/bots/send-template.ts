import { createHash } from 'node:crypto'
import type { ProgramTemplateSent, programTemplateRequest } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Channels } from '../connections/index.ts'
import { type Advance, findPlace, refuse } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { isModuleOn } from '../modules/index.ts'
import type { MessageDraft } from '../rules/index.ts'
import { chooseTemplate } from '../templates/index.ts'
import { type BotRow, getBotRow, type WhichBot } from './bot-row.ts'
import { isChosen } from './list-program-templates.ts'

export interface SendingWorld {
  database: Database
  channels: Channels
  advance: Advance
  clock: Clock
}

type Wanted = z.output<typeof programTemplateRequest>

/**
 * WA-12: a program writes first, by an approved template and in a channel where its bot is chosen.
 * Under the same `clientId` it is sent once, whatever became of the first answer; `isNew` is false then.
 */
export async function sendTemplate(
  world: SendingWorld,
  which: WhichBot,
  wanted: Wanted,
): Promise<ProgramTemplateSent & { isNew: boolean }> {
  const { database, advance } = world
  const { accountId } = which
  const bot = await getSender(database, which, wanted.channelId)
  const channel = await world.channels.get(accountId, wanted.channelId).catch(() => {
    throw new NotFoundError()
  })
  const { channelId, phone, name = phone } = wanted
  const place = await findPlace(database, accountId, { channel, to: { phone } })
  const message = await draft(world, bot, wanted)
  const trigger = {
    type: 'bot-sent-template',
    bot: { id: bot.id, name: bot.name },
    message,
    lineId: newId(),
  } as const
  const outcome = await advance(accountId, {
    target: { channelId, ...place, messageIds: [message.id], isAnywhere: true },
    what: ({ contact, messages }) =>
      messages.has(message.id)
        ? undefined
        : { trigger, ...(!contact && { sender: { name, profile: { phone } } }) },
  })
  refuse(outcome)
  const isNew = outcome.result === 'done' && outcome.messages.length > 0
  return { isNew, ...(await getSent(database, accountId, message.id)) }
}

/** Only a bot that works, and only where an administrator has chosen it. */
async function getSender(
  database: Database,
  { accountId, botId }: WhichBot,
  channelId: string,
): Promise<BotRow> {
  const bot = await getBotRow(database, { accountId, botId })
  const isOn = bot.is_enabled && (await isModuleOn(database, accountId, 'bots'))
  if (!isOn) throw new Refusal('bot-unavailable', { name: bot.name })
  const { rows } = await database.query<{ isIts: boolean }>(
    `select ${isChosen} as "isIts" from channel_rules where account_id = $1 and channel_id = $3`,
    [accountId, botId, channelId],
  )
  if (!rows[0]) throw new NotFoundError()
  if (!rows[0].isIts) throw new Refusal('not-its-channel')
  return bot
}

async function draft(
  { database, channels, clock }: SendingWorld,
  { account_id: accountId, id: botId, name }: BotRow,
  { channelId, templateId, values, clientId }: Wanted,
): Promise<MessageDraft> {
  const { kind } = await channels.get(accountId, channelId)
  const wanted = { channelId, kind, id: templateId, values }
  const { text, ...content } = await chooseTemplate(database, accountId, wanted).catch(
    (error: unknown) => {
      throw inOurWords(error)
    },
  )
  const { header } = content.template.content
  // A program has no file to put there.
  if (header && header.kind !== 'text') {
    throw new InvalidFieldsError({ templateId: { code: 'wrong-value' } })
  }
  return {
    id: clientId === undefined ? newId() : idOf(botId, clientId),
    kind: 'message',
    author: { type: 'bot', id: botId, name },
    text,
    content,
    at: clock.now().getTime(),
  }
}

/** A form of the workplace calls the values by a longer path. */
function inOurWords(error: unknown): unknown {
  if (!(error instanceof InvalidFieldsError)) return error
  const fields = Object.entries(error.fields).map(([path, problem]) => [
    path.replace(/^template\./, ''),
    problem,
  ])
  return new InvalidFieldsError(Object.fromEntries(fields))
}

/** The same for the same name: its conversation is closed, and so would not be found by it. */
function idOf(botId: string, clientId: string): string {
  const bytes = createHash('sha256').update(`${botId} ${clientId}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

async function getSent(
  database: Database,
  accountId: string,
  messageId: string,
): Promise<ProgramTemplateSent> {
  const { rows } = await database.query<ProgramTemplateSent>(
    `select c.id as "conversationId", c.number, m.id as "messageId", m.status
     from messages m join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
     where m.account_id = $1 and m.id = $2`,
    [accountId, messageId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}
