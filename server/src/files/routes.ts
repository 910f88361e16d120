import { fileView, id } from '@otklik/protocol'
import { create as contentDisposition } from 'content-disposition'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import {
  type App,
  type Caller,
  InvalidFieldsError,
  type Limits,
  NotFoundError,
  Refusal,
} from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { type FileRow, previewKeyOf, viewFile } from './file-row.ts'
import { type FilesWorld, keepUpload } from './keep-file.ts'
import { guard, playable, sendBytes } from './serve-bytes.ts'
import { FileTooLargeError } from './storage.ts'

const byId = z.strictObject({ id })
const MOST_BYTES = 50 * 1024 * 1024

/** Files in and out. Nothing a customer sent is shown inline but pictures we encoded ourselves. */
export function fileRoutes(app: App, world: FilesWorld & { limits: Limits; hints: Hints }): void {
  const { database, storage, limits, hints } = world
  const reading = { access: { permission: 'conversations.read' } } as const

  app.route({
    method: 'POST',
    url: '/api/v1/files',
    config: { access: { permission: 'conversations.reply' } },
    bodyLimit: MOST_BYTES + 10_000,
    schema: { summary: 'Upload a file', response: { 201: fileView } },
    handler: async (request, reply) => {
      const { accountId, operatorId, userId } = request.caller
      await limits.take('upload', userId)
      const part = await request.file()
      if (!part) throw new InvalidFieldsError({ file: { code: 'required' } })
      try {
        const row = await keepUpload(world, accountId, {
          operatorId,
          name: part.filename,
          bytes: part.file,
          maxBytes: MOST_BYTES,
        })
        return reply.code(201).send(viewFile(row))
      } catch (error) {
        if (error instanceof FileTooLargeError) throw new Refusal('too-large')
        throw error
      }
    },
  })

  async function find(caller: Caller, fileId: string): Promise<FileRow & { storage_key: string }> {
    const values: unknown[] = [caller.accountId, fileId]
    const { rows } = await database.query<FileRow>(
      `select * from files f where f.account_id = $1 and f.id = $2 and ${isSeenBy(caller, values)}`,
      values,
    )
    const row = rows[0]
    if (!row?.storage_key) throw new NotFoundError()
    return { ...row, storage_key: row.storage_key }
  }

  app.route({
    method: 'GET',
    url: '/api/v1/files/:id',
    config: reading,
    schema: { summary: 'A file', params: byId },
    handler: async (request, reply) => {
      const row = await find(request.caller, request.params.id)
      reply.header('Content-Disposition', contentDisposition(row.name))
      guard(reply)
      reply.type(playable(row.mime) ?? 'application/octet-stream')
      return sendBytes(request, reply, row, storage)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/files/:id/fetch',
    config: { access: { permission: 'conversations.reply' } },
    schema: {
      summary: 'Fetch it from the platform again',
      params: byId,
      response: { 202: z.null() },
    },
    // «Получить ещё раз»: what could not be had from the platform is asked for again.
    handler: async ({ caller, params }, reply) => {
      const { accountId } = caller
      const values: unknown[] = [accountId, params.id, newId()]
      const { rowCount } = await database.query(
        `with again as (
           update files f set state = 'loading'
           where f.account_id = $1 and f.id = $2 and f.state = 'failed'
             and f.reference is not null and ${isSeenBy(caller, values)}
           returning id)
         insert into tasks (account_id, id, kind, payload, next_at)
         select $1, $3, 'fetch-file', jsonb_build_object('fileId', id), '-infinity' from again`,
        values,
      )
      if (!rowCount) throw new NotFoundError()
      hints.send('tasks', accountId)
      return reply.code(202).send(null)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/files/:id/preview',
    config: reading,
    schema: { summary: 'A file', params: byId },
    handler: async (request, reply) => {
      const row = await find(request.caller, request.params.id)
      if (!row.has_preview) throw new NotFoundError()
      guard(reply)
      return reply.type('image/webp').send(storage.read(previewKeyOf(row.storage_key)))
    },
  })
}

/** A file is seen with its conversation; one in none yet, by whoever was given its name. */
function isSeenBy(caller: Caller, values: unknown[]): string {
  if (caller.scope === 'all') return 'true'
  return `(f.conversation_id is null or exists (
    select from conversations c
    where c.account_id = f.account_id and c.id = f.conversation_id and ${visibleTo(caller, values)}))`
}
