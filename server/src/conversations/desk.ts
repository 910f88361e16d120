import type { Conversation, Message } from '@otklik/protocol'
import type { templateChoice } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { type Caller, NotFoundError } from '../http/index.ts'
import type { Person, Trigger } from '../rules/index.ts'
import type { AccountRules } from '../settings/index.ts'
import type { Advance, Surroundings } from './advance.ts'
import { refuse } from './answers.ts'
import { findConversation, findMessage, isVisible, wasPassedOnBy } from './queries.ts'
import type { Outcome, Request } from './request.ts'
import type { Author, ChosenTemplate } from './write-message.ts'

export interface ConversationWorld extends Surroundings {
  advance: Advance
  /** An operator by the name of now. */
  findPerson(accountId: string, operatorId: string): Promise<Author>
  /**
   * A template of the channel with its values, as a message is made of it. Refuses what is not
   * approved and what is not filled in.
   */
  chooseTemplate(
    accountId: string,
    channelId: string,
    choice: z.output<typeof templateChoice>,
  ): Promise<ChosenTemplate>
  /** What may raise somebody's load, as «Взять в работу»: in a transaction of the routing's kind. */
  actAlone(accountId: string, request: Request): Promise<Outcome>
}

/** What all routes of conversations do: look things up through their owner, and tell `advance`. */
export interface Desk extends ConversationWorld {
  personOf(caller: Caller): Promise<Person>
  /** What somebody may not see does not exist for them, whatever they would do with it. */
  refuseUnseen(caller: Caller, conversationId: string): Promise<void>
  authorOf(caller: Caller): Promise<Author>
  tell(
    caller: Caller,
    conversationId: string,
    trigger: Trigger,
    messageIds?: string[],
  ): Promise<Outcome>
  /** The same of what they have passed on, which may be out of their sight by now. */
  takeBack(caller: Caller, conversationId: string, trigger: Trigger): Promise<Outcome>
  /** What may raise the caller's load. */
  tellAlone(caller: Caller, conversationId: string, trigger: Trigger): Promise<Outcome>
  /** «Взять в работу» as it follows from writing: from a queue, from nobody's hands. */
  take(caller: Caller, conversationId: string): Promise<void>
  /** The settings of now: whom something can be passed on to. */
  settingsOf(caller: Caller): Promise<AccountRules>
  getConversation(caller: Caller, conversationId: string): Promise<Conversation>
  /** After an act, which may have taken it out of their sight. */
  rereadConversation(caller: Caller, conversationId: string): Promise<Conversation>
  getMessage(caller: Caller, conversationId: string, messageId: string): Promise<Message>
}

export function createDesk(world: ConversationWorld): Desk {
  const { database, advance, findPerson, ruleSettings } = world

  async function refuseUnseen(caller: Caller, conversationId: string): Promise<void> {
    if (!(await isVisible(database, caller, conversationId))) throw new NotFoundError()
  }

  async function rereadConversation({ accountId }: Caller, conversationId: string) {
    const found = await findConversation(database, accountId, conversationId)
    if (!found) throw new NotFoundError()
    return found
  }

  return {
    ...world,
    async personOf({ accountId, operatorId }) {
      const { id, name } = await findPerson(accountId, operatorId)
      return { id, name }
    },
    authorOf: ({ accountId, operatorId }) => findPerson(accountId, operatorId),
    refuseUnseen,
    rereadConversation,
    async tell(caller, conversationId, trigger, messageIds = []) {
      await refuseUnseen(caller, conversationId)
      const target = { conversationId, messageIds }
      return advance(caller.accountId, { target, what: { trigger } })
    },
    async tellAlone(caller, conversationId, trigger) {
      await refuseUnseen(caller, conversationId)
      return world.actAlone(caller.accountId, { target: { conversationId }, what: { trigger } })
    },
    async takeBack(caller, conversationId, trigger) {
      const wasTheirs = await wasPassedOnBy(database, caller, conversationId)
      if (!wasTheirs) await refuseUnseen(caller, conversationId)
      return world.actAlone(caller.accountId, { target: { conversationId }, what: { trigger } })
    },
    async take(caller, conversationId) {
      const operator = await findPerson(caller.accountId, caller.operatorId)
      const trigger = { type: 'taken', operator, lineId: newId(), mayTakeOver: false } as const
      refuse(await this.tellAlone(caller, conversationId, trigger))
    },
    async settingsOf({ accountId }) {
      const { rows } = await database.query<{ settings_version: number }>(
        'select settings_version from accounts where id = $1',
        [accountId],
      )
      return ruleSettings.get(accountId, { version: rows[0]?.settings_version })
    },
    async getConversation(caller, conversationId) {
      await refuseUnseen(caller, conversationId)
      return rereadConversation(caller, conversationId)
    },
    async getMessage({ accountId }, conversationId, messageId) {
      const found = await findMessage(database, accountId, conversationId, messageId)
      if (!found) throw new NotFoundError()
      return found
    },
  }
}
