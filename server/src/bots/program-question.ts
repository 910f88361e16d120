import type { FileView } from '@otklik/protocol'
import type { ProgramConversation, ProgramEvent, ProgramQuestion } from '@otklik/protocol/settings'

import type { BotInput } from '../rules/index.ts'
import type { AskedBot, AskedConversation, BotTurn } from './turn.ts'

/** What a program is asked; docs/bots.md describes it to its author. */
export function questionOf(turn: BotTurn, at: Date): ProgramQuestion {
  const { bot, inputs, messages } = turn
  return {
    type: 'bot.asked',
    timestamp: at.toISOString(),
    data: {
      turn: turn.turn,
      answerBy: answerBy(turn).toISOString(),
      bot: { id: bot.id, name: bot.name },
      conversation: viewForProgram(turn.conversation),
      events: inputs.map((input) => toEvent(input, messages)),
    },
  }
}

/** After this moment the conversation is somebody else's. */
export const answerBy = ({
  askedAt,
  bot,
}: {
  askedAt: Date
  bot: Pick<AskedBot, 'answerWithinS'>
}) => new Date(askedAt.getTime() + bot.answerWithinS * 1000)

export function viewForProgram(conversation: AskedConversation): ProgramConversation {
  const { id, number, kind, attributes, tags, topic, language } = conversation
  return {
    id,
    number,
    kind,
    channel: {
      id: conversation.channelId,
      name: conversation.channelName,
      platform: conversation.platform,
    },
    contact: {
      id: conversation.contactId,
      name: conversation.contactName,
      isNew: conversation.isNewContact,
      ...(language && { language }),
    },
    attributes: { ...attributes },
    tags: [...tags],
    ...(topic !== undefined && { topic }),
  }
}

function toEvent(input: BotInput, messages: BotTurn['messages']): ProgramEvent {
  switch (input.type) {
    case 'start': {
      const { payload } = input
      return { type: 'conversation.started', ...(payload !== undefined && { payload }) }
    }
    case 'said': {
      const { text = '', files, location, sharedContact } = messages.get(input.messageId) ?? {}
      return {
        type: 'message.received',
        messageId: input.messageId,
        text,
        ...(input.isEarly && { isEarly: true }),
        ...(files?.length && { files: files.map(toFile) }),
        ...(location && { location }),
        ...(sharedContact && { sharedContact }),
      }
    }
    case 'pressed': {
      const { value, label, isEarly } = input
      return {
        type: 'button.pressed',
        value,
        ...(label !== undefined && { label }),
        ...(isEarly && { isEarly }),
      }
    }
    case 'time':
      return { type: 'time.passed' }
  }
}

const toFile = ({ id, kind, name, mime, bytes }: FileView) => ({
  id,
  kind,
  name,
  ...(mime && { mime }),
  ...(bytes !== undefined && { bytes }),
})
