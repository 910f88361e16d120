import assert from 'node:assert/strict'
import { inspect } from 'node:util'

import type {
  Connection,
  LocalFile,
  OutboundMessage,
  OutboundPart,
  PartContent,
  Sent,
} from '../contract.ts'
import { ChannelError } from '../errors.ts'

/** A picture of one point, which stands for every file that we send. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export function localFile(kind: LocalFile['kind'], mime: string, name: string): LocalFile {
  return { id: name, kind, name, mime, bytes: pixel.length }
}

export function outbound(fields: Partial<OutboundMessage>): OutboundMessage {
  return { thread: '501' as OutboundMessage['thread'], text: '', files: [], ...fields }
}

export function outboundPart(content: PartContent, message: OutboundMessage): OutboundPart {
  const find = (id: string) => {
    const file = message.files.find((each) => each.id === id)
    if (!file) throw new Error(`There is no file ${id}`)
    return file
  }
  return {
    ...content,
    thread: message.thread,
    key: 'key',
    openFile: async (id) => ({ file: find(id), stream: new Blob([pixel]).stream() }),
    linkFile: async (id) => ({ file: find(id), url: `https://otklik.example/files/${id}` }),
  }
}

/** Sends all parts in order, as the product does. */
export async function sendAll(
  connection: Connection,
  message: OutboundMessage,
  parts = connection.render(message),
): Promise<Sent['ids']> {
  const ids: Sent['ids'] = []
  for (const part of parts) ids.push(...(await connection.send(outboundPart(part, message))).ids)
  return ids
}

/** Why a call failed; it must have failed as the contract says. */
export async function refusal(call: Promise<unknown>): Promise<ChannelError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert(error instanceof ChannelError, inspect(error))
  return error
}
