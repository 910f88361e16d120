import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type Authorization,
  decide,
  exchange,
  exchangeVkId,
  listForbidden,
  type OauthAnswer,
  type Query,
  readAuthorization,
} from './oauth.ts'
import { drawConsent, drawProblem } from './oauth-page.ts'
import { readParams } from './params.ts'
import type { Vk } from './vk.ts'
import { wireUser } from './wire.ts'

type Request = FastifyRequest<{ Querystring: Query }>

/** A page other sites send people to: the guard lets them. */
const PAGE = { config: { isPage: true as const } }
const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Classic OAuth and VK ID differ in what comes along: the latter brings a `code_challenge`. */
export function addOauthRoutes(app: FastifyInstance, vk: Vk, host: string): void {
  app.get(`${host}/authorize`, PAGE, (request: Request, reply) => ask(vk, request, reply))
  app.get(`${host}/authorize/decision`, (request: Request, reply) => conclude(vk, request, reply))
  const answer = async (request: FastifyRequest, reply: FastifyReply, run: Exchange) => {
    const params = await readParams(request.raw)
    const { status, body } = run(vk, Object.fromEntries(params.entries()))
    await reply.code(status).send(body)
  }
  app.route({
    method: ['GET', 'POST'],
    url: `${host}/access_token`,
    handler: (request, reply) => answer(request, reply, exchange),
  })
  app.post(`${host}/oauth2/auth`, (request, reply) => answer(request, reply, exchangeVkId))
  for (const path of ['user_info', 'public_info'])
    app.post(`${host}/oauth2/${path}`, (request, reply) => answer(request, reply, tellUser))
  for (const path of ['revoke', 'logout'])
    app.post(`${host}/oauth2/${path}`, (request, reply) => answer(request, reply, revoke))
}

type Exchange = (vk: Vk, query: Query) => OauthAnswer

async function ask(vk: Vk, { query, url }: Request, reply: FastifyReply): Promise<void> {
  reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY)
  const wanted = readAuthorization(vk, query)
  if ('problem' in wanted) {
    await reply.code(400).send(drawProblem(wanted.problem))
    return
  }
  const [path, search] = url.split('?') as [string, string]
  const decision = (user: number) => `${path}/decision?${search}&user=${user}`
  const users = [...vk.world.users.values()].filter(({ deactivated }) => !deactivated)
  await reply.send(
    drawConsent(wanted, {
      names: wanted.groupIds.map((id) => vk.world.communities.get(id)!.name),
      choices: users
        .map((user) => ({
          user,
          href: decision(user.id),
          forbidden: listForbidden(vk, wanted, user),
        }))
        .sort((a, b) => a.forbidden.length - b.forbidden.length),
      denyHref: decision(0),
    }),
  )
}

async function conclude(vk: Vk, { query }: Request, reply: FastifyReply): Promise<void> {
  const outcome = concludeFor(vk, query)
  if ('problem' in outcome)
    await reply
      .code(400)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .send(drawProblem(outcome.problem))
  else await reply.redirect(outcome.location, 302)
}

/** What the person said: `user` is who, 0 is no. */
export function concludeFor(vk: Vk, query: Query): { location: string } | { problem: string } {
  const wanted = readAuthorization(vk, query)
  if ('problem' in wanted) return wanted
  const user = vk.world.users.get(Number(query.user))
  if (user && listForbidden(vk, wanted, user).length > 0)
    return { problem: 'user is not an administrator of the group' }
  writeLine(vk, wanted, user ? 'разрешён' : 'отклонён')
  return { location: decide(vk, wanted, user) }
}

function writeLine(vk: Vk, { app }: Authorization, text: string): void {
  vk.journal.write({
    at: vk.clock.now(),
    platform: 'vk',
    direction: '·',
    level: 'plain',
    text: `${app.name}: доступ ${text}`,
  })
}

function tellUser(vk: Vk, query: Query): OauthAnswer {
  const token = vk.world.tokens.get(query.access_token ?? '')
  const user = vk.world.users.get(token?.userId ?? 0)
  if (!token || token.isRevoked || !user)
    return { status: 401, body: { error: 'invalid_token', error_description: 'token is invalid' } }
  const { first_name, last_name } = wireUser(user)
  return { status: 200, body: { user: { user_id: String(user.id), first_name, last_name } } }
}

function revoke(vk: Vk, query: Query): OauthAnswer {
  const token = vk.world.tokens.get(query.access_token ?? '')
  if (token) vk.world.saveToken({ ...token, isRevoked: true })
  return { status: 200, body: { response: token ? 1 : 0 } }
}
