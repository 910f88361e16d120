import { randomUUID } from 'node:crypto'
import { siteUpload } from '@otklik/protocol/settings'

import { FileTooLargeError, keepUpload } from '../files/index.ts'
import { type App, InvalidFieldsError, Refusal } from '../http/index.ts'
import type { SiteWorld } from './parts.ts'
import { bySiteKey, tags } from './route.ts'
import { getVisit } from './visit.ts'
import { uploadName } from './visitor-token.ts'

/** A visitor's file, before the message that it goes with: gone in a day if there is none. */
export function uploadRoute(app: App, world: SiteWorld): void {
  const { limits, secrets } = world
  app.route({
    method: 'POST',
    url: '/widget/:siteKey/files',
    config: { access: 'visitor' },
    schema: { tags, summary: 'Upload a file', params: bySiteKey, response: { 201: siteUpload } },
    handler: async (request, reply) => {
      const { site, visitor } = await getVisit(world, request)
      await limits.take('visitorUpload', visitor)
      const part = await request.file()
      if (!part) throw new InvalidFieldsError({ file: { code: 'required' } })
      const { accountId, kind } = site.channel
      try {
        const { id: fileId, name } = await keepUpload(world, accountId, {
          // By nobody of the company: so nobody there finds it among their own.
          operatorId: randomUUID(),
          name: part.filename,
          bytes: part.file,
          maxBytes: kind.capabilities.maxFetchBytes,
        })
        return reply
          .code(201)
          .send({ upload: uploadName(secrets, site, { visitor, fileId }), name })
      } catch (error) {
        if (error instanceof FileTooLargeError) throw new Refusal('too-large')
        throw error
      }
    },
  })
}
