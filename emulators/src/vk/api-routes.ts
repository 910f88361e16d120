import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from '../fault-book.ts'
import { ApiError } from './api-error.ts'
import { HERE } from './files.ts'
import { type Call, checkRights, type Method } from './methods/call.ts'
import { findMethod } from './methods/catalogue.ts'
import { SeveralAnswers } from './methods/execute.ts'
import type { Token } from './model.ts'
import { Params, readParams } from './params.ts'
import type { Vk } from './vk.ts'

type Request = FastifyRequest<{ Params: { name: string } }>

const BEFORE = ['too-many-requests', 'captcha', 'server-error', 'refuse', 'unanswered']
const AFTER = ['answer-lost', 'garbage']
const DEFAULT_SLOW_MS = 1500

/** `/vk/method/<name>`: every answer is 200, and says inside whether it is a refusal. */
export function addApiRoutes(app: FastifyInstance, vk: Vk): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/method/:name',
    handler: (request: Request, reply) => serve(vk, request, reply),
  })
}

interface Attempt {
  name: string
  params: Params
  token?: Token
}

async function serve(vk: Vk, request: Request, reply: FastifyReply): Promise<void> {
  const attempt: Attempt = { name: request.params.name, params: new Params() }
  try {
    attempt.params = await readParams(request.raw)
    if (request.method !== 'GET' && request.method !== 'POST') throw new ApiError(9999)
    const method = findMethod(attempt.name)
    if (!method) throw new ApiError(3)
    checkVersion(attempt.params)
    attempt.token = findToken(vk, attempt.params, request.headers.authorization)
    if (isLimited(vk, attempt.token)) vk.limits.check(attempt.token)
    await execute(vk, { method, attempt: { ...attempt, token: attempt.token } }, reply)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    writeLine(
      vk,
      attempt,
      `ошибка ${error.code}`,
      error.code === 6 || error.code === 9 ? 'warn' : 'danger',
    )
    await answer(vk, reply, { error: describe(error, attempt) })
  }
}

function checkVersion(params: Params): void {
  if (!params.has('v')) throw new ApiError(8, 'v is required')
  if (!/^\d+\.\d+$/.test(params.text('v'))) throw new ApiError(8, 'v is incorrect')
}

function findToken(vk: Vk, params: Params, header: string | undefined): Token {
  const value = params.text('access_token') || (/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '')
  const failed = 'User authorization failed:'
  if (value === '') throw new ApiError(5, `!${failed} no access_token passed.`)
  const token = vk.world.tokens.get(value)
  if (!token) throw new ApiError(5)
  if (token.isRevoked) throw new ApiError(5, `!${failed} user revoke access for this token.`)
  if (token.expiresAt !== undefined && token.expiresAt <= vk.clock.now())
    throw new ApiError(5, `!${failed} access_token has expired.`)
  return token
}

/** Somebody who measures may have the limit of a community's key switched off. */
function isLimited(vk: Vk, { communityId }: Token): boolean {
  return vk.world.communities.get(communityId ?? 0)?.limitsRate ?? true
}

interface Work {
  method: Method
  attempt: Attempt & { token: Token }
}

async function execute(vk: Vk, { method, attempt }: Work, reply: FastifyReply): Promise<void> {
  const { token, params } = attempt
  const target = targetOf(vk, attempt)
  const { faults, clock } = vk
  const slow = faults.strike(['slow'], target)
  if (slow) await clock.sleep(slow.ms ?? DEFAULT_SLOW_MS)
  if (faults.strike(['unauthorized'], target)) throw new ApiError(5)
  checkRights(method, token)
  if (faults.strike(['no-rights'], target)) throw new ApiError(7)
  const before = faults.strike(BEFORE, target)
  if (before) return failBefore(vk, { attempt, fault: before }, reply)
  const isDropped = faults.strike(['dropped'], target) !== undefined
  const call: Call = { vk, method: method.name.toLowerCase(), params, token, isDropped }
  const response = await method.run(call)
  const after = faults.strike(AFTER, target)
  if (after) return failAfter(vk, { attempt, fault: after }, reply)
  writeLine(vk, attempt, isDropped ? '200, не доставлено' : '200', isDropped ? 'warn' : 'plain')
  await answer(vk, reply, response instanceof SeveralAnswers ? response.body : { response })
}

/** Whose faults a call can be hit by: of the key's community, or of the one it speaks of. */
function targetOf(vk: Vk, { name, params, token }: Attempt) {
  const named = Math.abs(Number(params.text('owner_id') || params.text('group_id')))
  const companyId = token?.communityId ?? (vk.world.communities.has(named) ? named : 0)
  const peer = params.text('peer_id') || params.text('user_id') || params.list('peer_ids')[0]
  return {
    companyId: String(companyId),
    method: name.toLowerCase().replace(/\.json$/, ''),
    ...(peer && { chatId: peer }),
  }
}

interface Failure {
  attempt: Attempt
  fault: Fault
}

async function failBefore(vk: Vk, { attempt, fault }: Failure, reply: FastifyReply): Promise<void> {
  switch (fault.kind) {
    case 'too-many-requests':
      throw new ApiError(fault.code ?? 6)
    case 'captcha':
      throw new ApiError(14, undefined, {
        captcha_sid: '239633676097',
        captcha_img: 'https://api.vk.com/captcha.php?sid=239633676097&s=1',
      })
    case 'refuse':
      throw new ApiError(fault.code ?? 10, fault.description && `!${fault.description}`)
    case 'server-error': {
      const status = fault.status ?? 502
      writeLine(vk, attempt, String(status), 'danger')
      const page = `<html>\r\n<head><title>${status}</title></head>\r\n<body></body>\r\n</html>\r\n`
      await reply.code(status).type('text/html').send(page)
      return
    }
    default:
      writeLine(vk, attempt, 'нет ответа', 'danger')
      reply.hijack()
  }
}

async function failAfter(vk: Vk, { attempt, fault }: Failure, reply: FastifyReply): Promise<void> {
  if (fault.kind === 'garbage') {
    writeLine(vk, attempt, '200, мусор', 'danger')
    await reply.type('application/json').send('{"respon')
    return
  }
  writeLine(vk, attempt, 'выполнен, ответ потерян', 'danger')
  reply.hijack()
  reply.raw.destroy()
}

function describe({ code, message, extra }: ApiError, { name, params }: Attempt) {
  const own = [...params.entries()].filter(([key]) => key !== 'access_token')
  return {
    error_code: code,
    error_msg: message,
    ...extra,
    request_params: [
      { key: 'method', value: name },
      { key: 'oauth', value: '1' },
      ...own.map(([key, value]) => ({ key, value })),
    ],
  }
}

async function answer(vk: Vk, reply: FastifyReply, body: object): Promise<void> {
  const text = JSON.stringify(body).replaceAll(HERE, vk.here)
  await reply.type('application/json; charset=utf-8').send(text)
}

function writeLine(
  vk: Vk,
  attempt: Attempt,
  text: string,
  level: 'plain' | 'warn' | 'danger',
): void {
  const { companyId, chatId } = targetOf(vk, attempt) as { companyId: string; chatId?: string }
  vk.journal.write({
    at: vk.clock.now(),
    platform: 'vk',
    direction: '→',
    level,
    text: `${attempt.name} ${text}`,
    ...(companyId !== '0' && { company: companyId }),
    ...(chatId && { person: chatId }),
  })
}
