import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseMultipart } from '../multipart.ts'
import { addApiRoutes } from './api-routes.ts'
import { MAX_DOC_BYTES, receiveUpload } from './methods/uploads.ts'
import { addOauthRoutes } from './oauth-routes.ts'
import { readBody } from './params.ts'
import type { Vk } from './vk.ts'

const MAX_UPLOAD_BYTES = MAX_DOC_BYTES + (1 << 20)

type Request = FastifyRequest<{
  Params: { key: string; group: string; id: string }
  Querystring: Record<string, string>
}>

/** The platform's own hosts, all under one prefix: API, OAuth, uploads, polls, files. */
export function addPlatformRoutes(app: FastifyInstance, vk: Vk): void {
  // Bodies are read by us, as the real server reads them: no parser of the framework may touch them.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  addApiRoutes(app, vk)
  for (const host of ['', '/oauth', '/id']) addOauthRoutes(app, vk, host)
  app.post('/upload/:key', (request: Request, reply) => upload(vk, request, reply))
  app.get('/lp/:group', (request: Request, reply) => poll(vk, request, reply))
  app.get('/files/:id/*', (request: Request, reply) => sendFile(vk, request.params.id, reply))
}

async function upload(vk: Vk, request: Request, reply: FastifyReply): Promise<void> {
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request.raw, MAX_UPLOAD_BYTES)
  const parts = parseMultipart(body, type) ?? []
  const uploads = new Map(parts.flatMap((part) => (part.upload ? [[part.name, part.upload]] : [])))
  const answer = await receiveUpload(vk, request.params.key, uploads)
  // An address serves one file, and not for long.
  await reply
    .code(answer ? 200 : 400)
    .send(answer ?? { error: 'bad_request', error_descr: 'upload url is expired' })
}

async function poll(vk: Vk, request: Request, reply: FastifyReply): Promise<void> {
  const community = vk.world.communities.get(Number(request.params.group))
  if (!community || request.query.act !== 'a_check') {
    await reply.code(404).send()
    return
  }
  const body = await vk.events.polls.check(community, request.query)
  await reply.type('application/json; charset=utf-8').send(body)
}

export async function sendFile(vk: Vk, id: string, reply: FastifyReply): Promise<void> {
  const file = vk.files.find(id)
  if (!file) {
    await reply.code(404).send()
    return
  }
  // Files come from anybody: pages may show pictures and play sounds, nothing else of them.
  const isSafe = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/.test(file.mimeType)
  await reply
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .type(isSafe ? file.mimeType : 'application/octet-stream')
    .send(await vk.files.read(file))
}
