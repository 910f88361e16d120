import type { FileView, FormatSpan, sendMessageRequest } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type FileRow, viewFile } from '../files/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import type { ConversationName, MessageContent, MessageDraft, Person } from '../rules/index.ts'
import type { Loaded } from './load.ts'
import { listMentioned } from './mentions.ts'
import { toButtons } from './offered-buttons.ts'
import type { Request } from './request.ts'

type Written = z.output<typeof sendMessageRequest>

/** An approved template, filled in: the text as it is read, its buttons, and what it is made of. */
export interface ChosenTemplate extends Pick<MessageContent, 'buttons'> {
  text: string
  template: NonNullable<MessageContent['template']>
}

/** There is a text, a file, or a template instead of a text; a note is never made of one. */
export function refuseEmpty(
  written: Pick<Written, 'text' | 'fileIds' | 'template'> & { kind?: Written['kind'] },
): void {
  const { text, fileIds, template, kind } = written
  if (template && (kind === 'note' || text.trim())) {
    throw new InvalidFieldsError({ template: { code: 'wrong-value' } })
  }
  if (!template && !text.trim() && fileIds.length === 0) {
    throw new InvalidFieldsError({ text: { code: 'required' } })
  }
}

/** Who writes, with the name they have for customers. */
export type Author = Person & { signature?: string }

interface Beginning {
  operator: Author
  written: Pick<Written, 'clientId' | 'text' | 'fileIds'>
  chosen?: ChosenTemplate | undefined
  /** Where, and who it is if nobody knows them yet. */
  where: { channelId: string; thread: string; address: string }
  name: string
  profile: Record<string, string>
  now: Date
  /** Where it goes on from (D-35). */
  from?: ConversationName
}

/** The first word of a conversation that the company begins. */
export async function toBeginRequest(
  database: Queryable,
  accountId: string,
  { operator: author, written, chosen, where, name, profile, now, from }: Beginning,
): Promise<Request> {
  const { clientId, fileIds } = written
  const files = await listUploads(database, accountId, author.id, fileIds)
  checkHeader(chosen, files)
  const { signature, ...operator } = author
  const message: MessageDraft = {
    id: newId(),
    kind: 'message',
    author: { type: 'operator', id: operator.id, name: operator.name },
    text: chosen?.text ?? written.text,
    content: { ...(files.length > 0 && { files }), ...signedAs(signature), ...contentOf(chosen) },
    at: now.getTime(),
    clientId,
  }
  const lineId = newId()
  return {
    target: { ...where, clientId },
    what: ({ contact }) => ({
      trigger: { type: 'operator-began', operator, message, lineId, ...(from && { from }) },
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
  {
    operator: author,
    written,
    chosen,
    now,
    planned,
  }: Pick<Beginning, 'operator' | 'chosen' | 'now'> & {
    written: Written
    /** When it leaves, if not at once. */
    planned?: Date
  },
): Promise<Request> {
  const freshId = newId()
  const { clientId, kind, text, fileIds, replyToId, buttons, format } = written
  const files = await listUploads(database, accountId, author.id, fileIds)
  const mentions = await listMentioned(database, {
    ...{ accountId, authorId: author.id },
    ...{ conversationId, written },
  })
  checkHeader(chosen, files)
  const { signature, ...operator } = author
  return {
    target: { conversationId, clientId, ...(replyToId && { messageIds: [replyToId] }) },
    what: (loaded) => {
      // What was planned by this name is sent instead of waiting: it stays one message, with its files.
      const waiting = kind === 'message' ? loaded.conversation?.planned : undefined
      const id = waiting?.find((each) => each.message.clientId === clientId)?.message.id ?? freshId
      const message: MessageDraft = {
        id,
        kind,
        author: { type: 'operator', id: operator.id, name: operator.name },
        text: chosen?.text ?? text.trim(),
        content: {
          ...(files.length > 0 && { files }),
          ...(kind === 'message' && signedAs(signature)),
          ...toButtons(buttons, id),
          ...contentOf(chosen),
          ...quoted(loaded, { by: kind, replyToId }),
          ...(mentions.length > 0 && { mentions }),
          ...(kind === 'message' && toFormat(text, format)),
        },
        at: now.getTime(),
        clientId,
      }
      return {
        trigger: planned
          ? { type: 'message-planned', operator, message, sendAt: planned.getTime() }
          : { type: 'operator-wrote', operator, message },
        endsDraft: { operatorId: operator.id, clientId },
        attached: files.map((file) => ({ id: file.id, messageId: id })),
      }
    },
  }
}

const signedAs = (signature: string | undefined): Pick<MessageContent, 'signedAs'> =>
  signature ? { signedAs: signature } : {}

/** Of the text without the white space around it. Nothing stands where there is no text. */
export function toFormat(
  written: string,
  format: FormatSpan[] | undefined,
): Pick<MessageContent, 'format'> {
  const text = written.trim()
  const before = written.length - written.trimStart().length
  const spans = (format ?? []).flatMap((span) => {
    const from = Math.max(0, span.offset - before)
    const to = Math.min(text.length, span.offset - before + span.length)
    return to > from ? [{ ...span, offset: from, length: to - from }] : []
  })
  return spans.length > 0 ? { format: spans } : {}
}

function contentOf(chosen: ChosenTemplate | undefined): MessageContent {
  if (!chosen) return {}
  const { template, buttons } = chosen
  return { template, ...(buttons && { buttons }) }
}

/** The file above the text is there exactly where the template has one, and of its kind. */
function checkHeader(chosen: ChosenTemplate | undefined, files: FileView[]): void {
  if (!chosen) return
  const { header } = chosen.template.content
  const wanted = header && header.kind !== 'text' ? header.kind : undefined
  const [file, more] = files
  if (wanted && !file) throw new InvalidFieldsError({ fileIds: { code: 'required' } })
  const isRight = !file || file.kind === wanted || wanted === 'document'
  if (!isRight || more || (file && !wanted)) {
    throw new InvalidFieldsError({ fileIds: { code: 'wrong-value' } })
  }
}

/** Where platforms know no quotes the customer reads the words, so a note's are for notes only. */
function quoted(
  loaded: Loaded,
  { by, replyToId }: { by: Written['kind']; replyToId: string | undefined },
): Pick<MessageDraft['content'], 'replyTo'> {
  const message = replyToId ? loaded.messages.get(replyToId) : undefined
  if (!message || (by === 'message' && message.kind === 'note')) return {}
  const { id: messageId, author, text } = message
  return { replyTo: { messageId, author: author.name, text: text.slice(0, 200) } }
}

/** What this operator uploaded, and files of quick replies, in the order of the request. */
async function listUploads(
  database: Queryable,
  accountId: string,
  operatorId: string,
  ids: string[],
): Promise<FileView[]> {
  if (ids.length === 0) return []
  const { rows } = await database.query<FileRow>(
    `select * from files where account_id = $1 and id = any($2) and state = 'stored'
       and (uploaded_by = $3 or quick_reply_id is not null)`,
    [accountId, ids, operatorId],
  )
  return ids.map((id) => {
    const row = rows.find((candidate) => candidate.id === id)
    if (!row) throw new InvalidFieldsError({ fileIds: { code: 'wrong-value' } })
    return viewFile(row)
  })
}
