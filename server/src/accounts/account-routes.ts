import { firstRun, firstRunRequest, session } from '@otklik/protocol'
import { z } from 'zod'

import { type AccessParts, beginSession, describeSession } from '../access/index.ts'
import { type App, readersLanguage } from '../http/index.ts'
import { describeFirstRun, setUp } from './first-run.ts'
import { leaveDemo } from './leave-demo.ts'

const tags = ['account']

export function accountRoutes(app: App, parts: AccessParts): void {
  const { database, cookie } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/first-run',
    config: { access: 'public' },
    schema: { tags, summary: 'Whether anybody works here yet', response: { 200: firstRun } },
    handler: async () => ({
      ...(await describeFirstRun(database)),
      canSendMail: parts.mail.canSend,
    }),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/first-run',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Create the company and its owner, once, and be signed in',
      body: firstRunRequest,
      response: { 201: session },
    },
    handler: async (request, reply) => {
      const who = await setUp(parts, { ...request.body, language: readersLanguage(request) })
      await beginSession(parts, { request, reply, ...who })
      return reply.code(201).send(await describeSession(parts, who))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/demo/departure',
    config: { access: { permission: 'account.manage' }, whenSuspended: true },
    schema: {
      tags,
      summary: 'Delete the demo company and start with one of your own',
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      await leaveDemo(parts, request.caller)
      return reply.header('set-cookie', cookie.clear()).code(204).send()
    },
  })
}
