import type { FileView, sendMessageRequest } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type FileRow, viewFile } from '../files/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import type { MessageDraft, Person } from '../rules/index.ts'
import type { Loaded } from './load.ts'
import type { Request } from './request.ts'

type Written = z.output<typeof sendMessageRequest>

interface Beginning {
  operator: Person
  written: Pick<Written, 'clientId' | 'text' | 'fileIds'>
  /** Where, and who it is if nobody knows them yet. */
  where: { channelId: string; thread: string; address: string }
  name: string
  profile: Record<string, string>
  now: Date
}

/** The first word of a conversation that the company begins. */
export async function toBeginRequest(
  database: Queryable,
  accountId: string,
  { operator, written, where, name, profile, now }: Beginning,
): Promise<Request> {
  const { clientId, text, fileIds } = written
  const files = await listUploads(database, accountId, operator.id, fileIds)
  const message: MessageDraft = {
    id: newId(),
    kind: 'message',
    author: { type: 'operator', id: operator.id, name: operator.name },
    text,
    content: { ...(files.length > 0 && { files }) },
    at: now.getTime(),
    clientId,
  }
  const lineId = newId()
  return {
    target: { ...where, clientId },
    what: ({ contact }) => ({
      trigger: { type: 'operator-began', operator, message, lineId },
      ...(!contact && { sender: { name, profile } }),
      attached: files.map((file) => ({ id: file.id, messageId: message.id })),
    }),
  }
}

/** An operator's message or note, as a request to its conversation. */
export async function toWriteRequest(
  database: Queryable,
  accountId: string,
  conversationId: string,
  { operator, written, now }: { operator: Person; written: Written; now: Date },
): Promise<Request> {
  const id = newId()
  const { clientId, kind, text, fileIds, replyToId, buttons } = written
  const files = await listUploads(database, accountId, operator.id, fileIds)
  return {
    target: { conversationId, clientId, ...(replyToId && { messageIds: [replyToId] }) },
    what: (loaded) => {
      const message: MessageDraft = {
        id,
        kind,
        author: { type: 'operator', id: operator.id, name: operator.name },
        text: text.trim(),
        content: {
          ...(files.length > 0 && { files }),
          ...(buttons && { buttons }),
          ...quoted(loaded, replyToId),
        },
        at: now.getTime(),
        clientId,
      }
      return {
        trigger: { type: 'operator-wrote', operator, message },
        attached: files.map((file) => ({ id: file.id, messageId: id })),
      }
    },
  }
}

function quoted(
  loaded: Loaded,
  replyToId: string | undefined,
): Pick<MessageDraft['content'], 'replyTo'> {
  const message = replyToId ? loaded.messages.get(replyToId) : undefined
  if (!message) return {}
  const { id: messageId, author, text } = message
  return { replyTo: { messageId, author: author.name, text: text.slice(0, 200) } }
}

/** Only what this operator uploaded and has not sent yet, in the order of the request. */
async function listUploads(
  database: Queryable,
  accountId: string,
  operatorId: string,
  ids: string[],
): Promise<FileView[]> {
  if (ids.length === 0) return []
  const { rows } = await database.query<FileRow>(
    `select * from files where account_id = $1 and id = any($2) and uploaded_by = $3 and state = 'stored'`,
    [accountId, ids, operatorId],
  )
  return ids.map((id) => {
    const row = rows.find((candidate) => candidate.id === id)
    if (!row) throw new InvalidFieldsError({ fileIds: { code: 'wrong-value' } })
    return viewFile(row)
  })
}
