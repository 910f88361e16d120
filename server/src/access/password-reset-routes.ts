import { newPasswordRequest, passwordResetRequest } from '@otklik/protocol'
import { z } from 'zod'

import { type App, languageOf, networkOf } from '../http/index.ts'
import type { AccessParts } from './parts.ts'
import { mailPasswordReset, resetPassword } from './password-resets.ts'

const tags = ['access']

export function passwordResetRoutes(app: App, parts: AccessParts): void {
  const { limits, log, config } = parts
  // Never from the request: whoever asks for somebody else's letter must not choose where it leads.
  const origin = config.publicUrl ?? `http://localhost:${config.port}`

  app.route({
    method: 'POST',
    url: '/api/v1/password-resets',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Ask for a letter with a link; the answer is the same for every address',
      body: passwordResetRequest,
      response: { 202: z.object({}) },
    },
    handler: async (request, reply) => {
      await limits.take('reset', networkOf(request.ip))
      const language = languageOf(request.headers['accept-language'])
      // Not waited for, so that the time it takes tells nothing either.
      mailPasswordReset(parts, { email: request.body.email, language, origin }).catch(
        (error: unknown) => log.error({ err: error }, 'a letter was not sent'),
      )
      return reply.code(202).send({})
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/password-resets/:token',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Choose a new password by a link',
      params: z.object({ token: z.string() }),
      body: newPasswordRequest,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      await resetPassword(parts, { ...request.params, ...request.body })
      return reply.code(204).send()
    },
  })
}
