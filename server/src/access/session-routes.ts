import { preferences, session, signInRequest } from '@otklik/protocol'
import { switchAccountRequest } from '@otklik/protocol/settings'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { type App, NotFoundError, Refusal } from '../http/index.ts'
import { describeSession } from './describe-session.ts'
import type { AccessParts } from './parts.ts'
import { findAccount, signIn } from './sign-in.ts'

const tags = ['access']

export function sessionRoutes(app: App, parts: AccessParts): void {
  const { database, sessions, cookie } = parts

  app.route({
    method: 'POST',
    url: '/api/v1/session',
    config: { access: 'public' },
    schema: { tags, summary: 'Sign in', body: signInRequest, response: { 201: session } },
    handler: async (request, reply) => {
      const who = await signIn(parts, { ...request.body, ip: request.ip })
      // Another account of the same browser: the session before it must not stay behind.
      await sessions.end(cookie.read(request.headers.cookie))
      await beginSession(parts, { request, reply, ...who })
      return reply.code(201).send(await describeSession(parts, who))
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/session',
    config: { access: 'signed-in', whenUnprotected: true },
    schema: { tags, summary: 'Who is signed in', response: { 200: session } },
    handler: (request, reply) => {
      const token = cookie.read(request.headers.cookie)
      // A session is prolonged by use, and so must its cookie be.
      if (token) reply.header('set-cookie', cookie.write(token))
      return describeSession(parts, request.caller)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/session',
    config: { access: 'signed-in', whenSuspended: true, whenUnprotected: true },
    schema: { tags, summary: 'Sign out', response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await sessions.end(cookie.read(request.headers.cookie))
      return reply.header('set-cookie', cookie.clear()).code(204).send()
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/session/account',
    config: { access: 'signed-in', whenSuspended: true, whenUnprotected: true },
    schema: {
      tags,
      summary: 'Go on in another company of theirs',
      body: switchAccountRequest,
      response: { 200: session },
    },
    handler: async (request, reply) => {
      const { userId, onlyAccount } = request.caller
      if (onlyAccount) throw new Refusal('password-needed')
      const accountId = await findAccount(parts, userId, request.body.accountId)
      if (!accountId) throw new NotFoundError()
      const who = { userId, accountId }
      const follows = cookie.read(request.headers.cookie)
      await beginSession(parts, { request, reply, ...who, follows })
      // Other tabs ask with the token of before until they have the new one: they must not be
      // told that they are signed out, nor be shown the former company any more.
      await sessions.handOver(follows, accountId)
      return describeSession(parts, who)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/preferences',
    config: { access: 'signed-in', whenSuspended: true, whenUnprotected: true },
    schema: {
      tags,
      summary: 'How the interface behaves for its reader',
      body: preferences,
      response: { 200: preferences },
    },
    handler: async (request) => {
      await database.query('update users set preferences = $2 where id = $1', [
        request.caller.userId,
        JSON.stringify(request.body),
      ])
      return request.body
    },
  })
}

interface Beginning {
  request: FastifyRequest
  reply: FastifyReply
  userId: string
  accountId: string
  onlyAccount?: boolean
  follows?: string | undefined
}

/** Always a fresh token: one that somebody planted before the sign-in opens nothing. */
export async function beginSession(
  { database, sessions, cookie }: AccessParts,
  { request, reply, userId, accountId, onlyAccount, follows }: Beginning,
): Promise<void> {
  const userAgent = request.headers['user-agent']
  const token = await sessions.start(database, {
    ...{ userId, accountId, userAgent, onlyAccount, follows },
  })
  reply.header('set-cookie', cookie.write(token))
}
