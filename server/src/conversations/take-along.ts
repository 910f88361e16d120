import { v7 as newId } from 'uuid'

import type { MessageState } from '../rules/index.ts'
import { acknowledgementParts } from './parts.ts'
import type { Happening } from './request.ts'
import type { Member } from './writes.ts'

interface Where {
  channelId: string
  thread: string
  conversationId: string
  around: Parameters<typeof acknowledgementParts>[2]
  messages: ReadonlyMap<string, MessageState>
}

/** The rows that come with a trigger and need no decision. */
export function takeAlong(member: Omit<Member, 'k'>, happening: Happening, where: Where): void {
  const { channelId, thread, conversationId, around, messages } = where
  for (const external of happening.externals ?? []) {
    member.externals.push({ channelId, ...external })
  }
  for (const { id, messageId, file, state } of happening.remoteFiles ?? []) {
    // An edit may have come too late, or repeat the files that are here.
    const shown = messages.get(messageId)?.content.files
    if (!shown?.some((each) => each.id === id)) continue
    const { reference, kind, name, mime, bytes, width, height, durationS } = file
    member.files.push({
      ...{ id, messageId, conversationId, channelId, reference, kind, name: name ?? '' },
      ...{ mime, bytes, width, height, durationS, state },
    })
    if (state !== 'loading') continue
    member.tasks.push({ id: newId(), kind: 'fetch-file', payload: { fileId: id } })
  }
  for (const { id, messageId } of happening.attached ?? []) {
    member.attached.push({ id, messageId, conversationId })
  }
  const { endsDraft } = happening
  if (endsDraft) member.drafts.push({ ...endsDraft, conversationId })
  if (happening.settled) member.settled.push(happening.settled)
  if (happening.acknowledge) {
    const target = { channelId, thread, conversationId, messageId: null }
    const parts = acknowledgementParts(happening.acknowledge, target, around)
    member.parts.push(...parts)
  }
}
