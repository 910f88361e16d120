import { session } from '@otklik/protocol'
import {
  beginCompanySignInRequest,
  begunCompanySignIn,
  endCompanySignInRequest,
} from '@otklik/protocol/settings'

import { beginSession, describeSession } from '../access/index.ts'
import { type App, networkOf, Refusal } from '../http/index.ts'
import { browserCookie } from './browser-cookie.ts'
import { endTry } from './end-try.ts'
import type { CompanySignInParts } from './parts.ts'
import { findProviderFor } from './provider.ts'
import { returnUrlOf } from './return-url.ts'
import { beginTry } from './tries.ts'

const tags = ['access']

/** Signing in through one's company: there, and back again. */
export function companySignInRoutes(app: App, parts: CompanySignInParts): void {
  const { database, limits, sessions, cookie } = parts
  const binding = browserCookie({ isHttps: parts.config.publicUrl?.startsWith('https:') ?? false })

  app.route({
    method: 'POST',
    url: '/api/v1/company-sign-ins',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Where to sign in, by a company’s address for it',
      body: beginCompanySignInRequest,
      response: { 201: begunCompanySignIn },
    },
    handler: async (request, reply) => {
      await limits.take('companySignIn', networkOf(request.ip))
      const provider = await findProviderFor(database, request.body.company)
      if (!provider) throw new Refusal('no-company-sign-in')
      const returnUrl = returnUrlOf(request, parts.config.publicUrl)
      const { url, browserToken } = await beginTry(parts, provider, returnUrl)
      reply.header('set-cookie', binding.write(browserToken))
      return reply.code(201).send({ name: provider.name, url })
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/company-sign-ins/return',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Come back from the provider, and be signed in',
      body: endCompanySignInRequest,
      response: { 201: session },
    },
    handler: async (request, reply) => {
      await limits.take('companySignIn', networkOf(request.ip))
      const who = await endTry(parts, {
        address: new URL(request.body.address),
        browserToken: binding.read(request.headers.cookie),
      })
      const from = networkOf(request.ip)
      parts.log.info(
        { user: who.userId, account: who.accountId, from, by: 'provider' },
        'signed in',
      )
      // Another account of the same browser: the session before it must not stay behind.
      await sessions.end(cookie.read(request.headers.cookie))
      await beginSession(parts, { request, reply, ...who, onlyAccount: true })
      return reply.code(201).send(await describeSession(parts, { ...who, onlyAccount: true }))
    },
  })
}
