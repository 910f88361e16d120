import type { Conversation } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import { type Caller, InvalidFieldsError, Refusal } from '../http/index.ts'
import { findActiveNames } from '../labels/index.ts'
import type { Person, Trigger } from '../rules/index.ts'
import { conversationOf, refuse } from './answers.ts'
import type { Desk } from './desk.ts'
import { toWriteRequest } from './write-message.ts'

export interface By {
  operator: Person
  lineId: string
  /** Somebody else's conversation is theirs to act upon. */
  mayReassign: boolean
}

interface Labelling {
  topicId?: string | null | undefined
  addTagIds?: string[] | undefined
  removeTags?: string[] | undefined
}

/** What somebody does with a conversation, whether with one of them or with many at once. */
export function createActs(desk: Desk) {
  return {
    /** Tells what somebody does, and answers with what the conversation became. */
    async act(
      caller: Caller,
      conversationId: string,
      toTrigger: (by: By) => Trigger,
      { raisesLoad = false } = {},
    ): Promise<Conversation> {
      const operator = await desk.personOf(caller)
      const mayReassign = caller.can('conversations.reassign')
      const trigger = toTrigger({ operator, lineId: newId(), mayReassign })
      const outcome = raisesLoad
        ? await desk.tellAlone(caller, conversationId, trigger)
        : await desk.tell(caller, conversationId, trigger)
      return conversationOf(outcome, () => desk.rereadConversation(caller, conversationId))
    },

    /** Gives back what was passed on, while nobody has acted upon it. */
    async takeBack(caller: Caller, conversationId: string): Promise<Conversation> {
      const operator = await desk.personOf(caller)
      const mayUndoOthers = caller.can('conversations.reassign')
      const trigger = { type: 'transfer-undone', operator, mayUndoOthers, lineId: newId() } as const
      const outcome = await desk.takeBack(caller, conversationId, trigger)
      return conversationOf(outcome, () => desk.rereadConversation(caller, conversationId))
    },

    /** Whom something is passed on to, by their name of now; refuses whom it cannot reach. */
    async findReceiver(
      caller: Caller,
      { kind, id }: { kind: 'operator' | 'team' | 'bot'; id: string },
    ) {
      const { settings, members } = await desk.settingsOf(caller)
      if (kind === 'bot') {
        const found = settings.bot(id)
        if (!found) throw new InvalidFieldsError({ 'to.id': { code: 'no-such-bot' } })
        return { kind, id, name: found.name }
      }
      if (kind === 'operator') {
        const found = settings.operator(id)
        if (!found || found.isDisabled) {
          throw new InvalidFieldsError({ 'to.id': { code: 'no-such-operator' } })
        }
        return { kind, id, name: found.name }
      }
      const team = settings.team(id)
      if (!team) throw new InvalidFieldsError({ 'to.id': { code: 'no-such-team' } })
      if (!members.get(id)?.length) throw new Refusal('nobody-there', { name: team.name })
      return { kind, id, name: team.name }
    },

    async addNote(caller: Caller, conversationId: string, text: string): Promise<void> {
      const operator = await desk.personOf(caller)
      const written = { clientId: newId(), kind: 'note', text, fileIds: [] } as const
      const request = await toWriteRequest(desk.database, caller.accountId, conversationId, {
        operator,
        written: { ...written, fileIds: [] },
        now: desk.clock.now(),
      })
      refuse(await desk.advance(caller.accountId, request))
    },

    /** Names of what was chosen; what is archived or was never there is no choice. */
    async findLabels(
      { accountId }: Caller,
      { topicId, addTagIds = [], removeTags = [] }: Labelling,
    ) {
      const find = (kind: 'topic' | 'tag', ids: string[]) =>
        findActiveNames(desk.database, accountId, { kind, ids })
      const topics = await find('topic', topicId ? [topicId] : [])
      const tags = await find('tag', addTagIds)
      if (topics.size < (topicId ? 1 : 0)) {
        throw new InvalidFieldsError({ topicId: { code: 'no-such-label' } })
      }
      if (addTagIds.some((id) => !tags.has(id))) {
        throw new InvalidFieldsError({ addTagIds: { code: 'no-such-label' } })
      }
      return {
        ...(topicId !== undefined && { topic: topicId === null ? null : topics.get(topicId)! }),
        addTags: addTagIds.map((id) => tags.get(id)!),
        removeTags,
      }
    },
  }
}

export type Acts = ReturnType<typeof createActs>
