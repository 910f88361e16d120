import {
  id,
  platformSignInRequest,
  signInAccounts,
  signInChoice,
  signInChosen,
  signInReturn,
  signInView,
  signInVisit,
} from '@otklik/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

import { type App, readersLanguage } from '../http/index.ts'
import type { Connecting } from './connect-channel.ts'
import { chooseAccount, finishSignIn, listSignInAccounts, startSignIn } from './sign-in.ts'
import { getSignIn, type SignInOwner, type SignInRow } from './sign-ins.ts'

export interface SigningIn extends Connecting {
  /** Names the session of a browser by its cookies, without being able to open it. */
  sessionOf(cookieHeader: string | undefined): string
  publicUrl?: string
}

const byId = z.strictObject({ id })
const managing = { access: { permission: 'channels.manage' }, byKey: false } as const
/** A page of the interface: it hands over what came with it. */
const RETURN_PATH = '/settings/channels/sign-in'

/** «Авторизоваться» (VK-02…VK-07): the platform's keys stay here, browsers carry none of them. */
export function signInRoutes(app: App, world: SigningIn): void {
  const ownerOf = ({ caller, headers }: FastifyRequest): SignInOwner => ({
    accountId: caller.accountId,
    sessionId: world.sessionOf(headers.cookie),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/sign-ins',
    config: managing,
    schema: {
      summary: 'Begin to sign in at a platform',
      body: platformSignInRequest,
      response: { 201: signInVisit },
    },
    handler: async (request, reply) => {
      const origin = world.publicUrl ?? `${request.protocol}://${request.host}`
      const visit = await startSignIn(world, ownerOf(request), {
        kind: request.body.kind,
        redirectUri: origin + RETURN_PATH,
      })
      return reply.code(201).send(visit)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sign-in-returns',
    config: managing,
    schema: {
      summary: 'Hand over what the platform sent somebody back with',
      body: signInReturn,
      response: { 200: signInView },
    },
    handler: async (request) =>
      view(await finishSignIn(world, ownerOf(request), request.body.query)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/sign-ins/:id',
    config: managing,
    schema: { summary: 'How far a sign-in has come', params: byId, response: { 200: signInView } },
    handler: async (request) => view(await getSignIn(world, ownerOf(request), request.params.id)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/sign-ins/:id/accounts',
    config: managing,
    schema: {
      summary: 'The accounts they administer, page by page',
      params: byId,
      querystring: z.strictObject({ cursor: z.string().max(500).optional() }),
      response: { 200: signInAccounts },
    },
    handler: async (request) => {
      const { cursor } = request.query
      const page = await listSignInAccounts(world, ownerOf(request), {
        id: request.params.id,
        cursor,
      })
      const language = readersLanguage(request)
      return {
        accounts: page.accounts.map(({ why, ...account }) => ({
          ...account,
          ...(why && { why: why[language] }),
        })),
        ...(page.next !== undefined && { next: page.next }),
      }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sign-ins/:id/choice',
    config: managing,
    schema: {
      summary: 'Choose the account to connect',
      params: byId,
      body: signInChoice,
      response: { 200: signInChosen },
    },
    handler: async (request) =>
      chooseAccount(world, ownerOf(request), {
        id: request.params.id,
        accountId: request.body.accountId,
      }),
  })
}

function view({ id: signInId, kind, person, secret }: SignInRow) {
  return {
    id: signInId,
    kind,
    step: secret.settings ? ('chosen' as const) : ('choosing' as const),
    ...(person !== undefined && { person }),
  }
}
