import { create as contentDisposition } from 'content-disposition'
import { z } from 'zod'

import { ChannelError, type OutboundPart } from '../channels/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { findKept, localFile } from './file-row.ts'
import type { FilesWorld } from './keep-file.ts'
import { guard, sendBytes } from './serve-bytes.ts'
import { GoneFileError } from './storage.ts'

export interface Linking extends FilesWorld {
  secrets: Pick<SecretBox, 'sign' | 'isSigned'>
  now(): Date
}

/** A platform may come again long after the call: when a phone is on again, or for a preview. */
const GOOD_FOR_S = 7 * 24 * 3600
const PURPOSE = 'file-link'

/**
 * How a part tells a platform where to come for a file (`filesBy: 'link'`). Who has the link has the
 * file: it is signed, so that none can be guessed, and it ends.
 */
export function fileLinker({ database, secrets, now }: Linking) {
  /** `publicUrl` is where the platform reaches us; without it nobody can come for a file. */
  return (accountId: string, publicUrl: string | undefined): OutboundPart['linkFile'] =>
    async (id) => {
      if (publicUrl === undefined) {
        const facts = { executed: 'no', code: 'no-public-url' } as const
        throw new ChannelError('rejected', 'nobody can come here for files', facts)
      }
      const row = await findKept(database, accountId, id)
      if (!row) throw new GoneFileError(`file ${id} is not kept`)
      const expires = Math.ceil(now().getTime() / 1000) + GOOD_FOR_S
      const signature = secrets.sign(signedText(id, expires), PURPOSE, accountId)
      const name = encodeURIComponent(row.name.toWellFormed() || 'file')
      const path = [accountId, id, expires, signature, name].join('/')
      return { file: localFile(row), url: `${publicUrl}/files/${path}` }
    }
}

const anAddress = z.object({
  accountId: z.string(),
  fileId: z.string(),
  expires: z.string(),
  signature: z.string(),
  name: z.string(),
})

/** For platforms, which have no session: the address itself is the proof. */
export function fileLinkRoutes(app: App, { database, storage, secrets, now }: Linking): void {
  app.route({
    method: 'GET',
    url: '/files/:accountId/:fileId/:expires/:signature/:name',
    config: { access: 'webhook' },
    schema: { hide: true, params: anAddress },
    handler: async (request, reply) => {
      const { accountId, fileId, expires, signature } = request.params
      const isOurs = secrets.isSigned(signedText(fileId, expires), signature, PURPOSE, accountId)
      if (!isOurs || Number(expires) * 1000 <= now().getTime()) throw new NotFoundError()
      const row = await findKept(database, accountId, fileId)
      if (!row || !(await storage.has(row.storage_key))) throw new NotFoundError()
      guard(reply)
      reply.header('Cross-Origin-Resource-Policy', 'cross-origin')
      reply.header('Content-Disposition', contentDisposition(row.name))
      reply.type(row.mime ?? 'application/octet-stream')
      return sendBytes(request, reply, row, storage)
    },
  })
}

/** The account is in the key it is signed with. */
const signedText = (fileId: string, expires: number | string) => `${fileId}|${expires}`
