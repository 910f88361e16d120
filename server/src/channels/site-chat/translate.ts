import type { ExternalId, InboundEvent, Sender } from '../contract.ts'
import { parseExactly } from '../kit/parse-exactly.ts'
import { present } from '../kit/present.ts'
import { toAddress, toExternalId, toThreadId } from './ids.ts'
import { type Update, update, type Visitor } from './types.ts'

/** Reads what our own server has stored of a visitor's panel. */
export function translate(body: Buffer): InboundEvent[] {
  const text = body.toString('utf8')
  const read = update.safeParse(parseExactly(text))
  if (!read.success) return [{ type: 'unreadable', problem: 'not of our panel', body: text }]
  return [toEvent(read.data)]
}

function toEvent(said: Update): InboundEvent {
  const { visitor, at } = said
  const thread = toThreadId(visitor.id)
  const where = { thread: { id: thread }, from: toSender(visitor), at }
  switch (said.type) {
    case 'message': {
      const { text, question, answer } = said
      const before = present({ question, answer })
      return {
        ...{ ...where, type: 'message', id: toExternalId(visitor.id, said.id) },
        content: { text, files: said.files.map((file) => present(file)) },
        ...(Object.keys(before).length > 0 && { before }),
      }
    }
    case 'press':
      return {
        ...{ ...where, type: 'press', id: toExternalId(visitor.id, said.id) },
        value: said.value,
        ...present({ label: said.label, messageId: said.under as ExternalId | undefined }),
      }
    case 'receipt':
      return { type: 'receipt', thread, status: said.status, at, upTo: at }
    case 'identified': {
      const formerly = [{ address: toAddress(said.formerly), thread: toThreadId(said.formerly) }]
      return { ...where, type: 'renamed', formerly }
    }
  }
}

function toSender({ id, name, phone, language }: Visitor): Sender {
  return { address: toAddress(id), name, ...present({ phone, language }) }
}
