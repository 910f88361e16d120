import {
  beginSecondFactorRequest,
  begunSecondFactor,
  confirmSecondFactorRequest,
  recoveryCodes,
  secondFactor,
  secondFactorProof,
} from '@otklik/protocol/settings'
import { wordsOf } from '@otklik/words'
import { z } from 'zod'

import { type App, InvalidFieldsError, NotFoundError, readersLanguage } from '../../http/index.ts'
import { findOwnUser, refuseWrongPassword } from '../own-password.ts'
import type { AccessParts } from '../parts.ts'
import { issueRecoveryCodes } from './recovery-codes.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  countRecoveryCodes,
  hasSecondFactor,
  isSecondFactor,
  removeSecondFactor,
} from './second-factors.ts'

const tags = ['access']
/** Whoever still has to protect themselves comes here to do it. */
const config = { access: 'signed-in', whenSuspended: true, whenUnprotected: true } as const

/** «Двухфакторный вход» of whoever is signed in. */
export function secondFactorRoutes(app: App, parts: AccessParts): void {
  const { database, sessions } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/second-factor',
    config,
    schema: { tags, summary: 'How one’s sign-in is protected', response: { 200: secondFactor } },
    handler: async ({ caller: { userId } }) => ({
      isOn: await hasSecondFactor(database, userId),
      recoveryCodesLeft: await countRecoveryCodes(database, userId),
      hasPassword: (await findOwnUser(database, userId)).passwordHash !== null,
    }),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/second-factor',
    config,
    schema: {
      tags,
      summary: 'Begin to switch the second factor on: a secret to be scanned',
      body: beginSecondFactorRequest,
      response: { 201: begunSecondFactor },
    },
    handler: async (request, reply) => {
      const { userId } = request.caller
      const { email } = await refuseWrongPassword(parts, userId, {
        password: request.body.password,
        field: 'password',
      })
      const issuer = wordsOf(readersLanguage(request)).company.product
      return reply.code(201).send(await beginSecondFactor(parts, { userId, email, issuer }))
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/second-factor/confirmation',
    config,
    schema: {
      tags,
      summary: 'Switch it on by a first code; recovery codes are answered once',
      body: confirmSecondFactorRequest,
      response: { 200: recoveryCodes },
    },
    handler: async ({ caller: { userId }, body: { code } }) => {
      const codes = await confirmSecondFactor(parts, userId, code)
      if (!codes) throw new InvalidFieldsError({ code: { code: 'wrong-code' } })
      sessions.forget(userId)
      return { recoveryCodes: codes }
    },
  })

  async function prove(userId: string, { password, code }: z.output<typeof secondFactorProof>) {
    if (!(await hasSecondFactor(database, userId))) throw new NotFoundError()
    await refuseWrongPassword(parts, userId, { password, field: 'password' })
    if (!(await isSecondFactor(parts, userId, code))) {
      throw new InvalidFieldsError({ code: { code: 'wrong-code' } })
    }
  }

  app.route({
    method: 'POST',
    url: '/api/v1/second-factor/recovery-codes',
    config,
    schema: {
      tags,
      summary: 'Other recovery codes, in place of those of before',
      body: secondFactorProof,
      response: { 201: recoveryCodes },
    },
    handler: async ({ caller: { userId }, body }, reply) => {
      await prove(userId, body)
      const codes = await database.transaction((client) => issueRecoveryCodes(client, userId))
      return reply.code(201).send({ recoveryCodes: codes })
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/second-factor',
    config,
    schema: {
      tags,
      summary: 'Switch the second factor off, with the password and a code',
      body: secondFactorProof,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller: { userId }, body }, reply) => {
      await prove(userId, body)
      await database.transaction((client) => removeSecondFactor(client, userId))
      sessions.forget(userId)
      return reply.code(204).send()
    },
  })
}
