import type { Language } from '@otklik/words'
import { wordsOf } from '@otklik/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { isTransient } from '../database/index.ts'
import {
  type App,
  answerErrorsByPage,
  describeRefusal,
  type Limits,
  languageOf,
  NotFoundError,
  networkOf,
  type Refusal,
} from '../http/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { readToken } from './form-link.ts'
import { formPage, pagePolicy, saidPage } from './form-page.ts'
import { type Form, findForm } from './forms.ts'
import { readAnswer } from './read-answer.ts'
import { type Receiving, receiveAnswer } from './receive-answer.ts'

export interface Answering extends Receiving {
  secrets: Pick<SecretBox, 'isSigned'>
  limits: Limits
}

const MOST_BYTES = 8 * 1024
const route = {
  url: '/forms/:token',
  config: { access: 'signed-link' },
  schema: { hide: true, params: z.object({ token: z.string() }) },
} as const

/**
 * What the customer sees. Whoever has the link may answer, once: it is signed, so that none can be
 * guessed, and it ends. Opening it changes nothing: messengers open links to show what is behind.
 */
export function answerRoutes(outer: App, world: Answering): void {
  const { database, clock, secrets, limits } = world

  async function getForm(token: string): Promise<Form> {
    const named = readToken(secrets, token)
    const form = named && (await findForm(database, { ...named, now: clock.now() }))
    if (!form) throw new NotFoundError()
    return form
  }

  void outer.register(async (app: App) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: unknown, body: string) => body,
    )
    answerErrorsByPage(app, isTransient, toPage)
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', pagePolicy)
      reply.header('x-robots-tag', 'noindex')
    })

    app.route({
      ...route,
      method: 'GET',
      handler: async (request, reply) => {
        const form = await getForm(request.params.token)
        const language = languageFor(request, form.language)
        const page = form.isFilled ? saidPage('received', language) : formPage(form, language)
        return show(reply, page)
      },
    })

    app.route({
      ...route,
      method: 'POST',
      bodyLimit: MOST_BYTES,
      handler: async (request, reply) => {
        await limits.take('contactForm', networkOf(request.ip))
        const form = await getForm(request.params.token)
        const language = languageFor(request, form.language)
        const already = () => show(reply.code(409), saidPage('already', language))
        if (form.isFilled) return already()
        const read = readAnswer(form.fields, String(request.body ?? ''))
        if (Object.keys(read.problems).length > 0) {
          return show(reply.code(422), formPage(form, language, read))
        }
        const { isNew } = await receiveAnswer(world, form, read.answer)
        // Not by this answer: whoever loads the page again sends nothing again.
        return isNew ? reply.redirect(`/forms/${request.params.token}`, 303) : already()
      },
    })
  })
}

function toPage(request: FastifyRequest, refusal: Refusal): string {
  const language = languageOf(request.headers['accept-language'])
  if (refusal.code === 'not-found') return saidPage('gone', language)
  const { message: text } = describeRefusal(refusal, language, request.id).error
  return saidPage({ title: wordsOf(language).contactForm.failed, text }, language)
}

const show = (reply: FastifyReply, page: string) =>
  reply.type('text/html; charset=utf-8').send(page)

/** A browser of neither language is shown the one that the customer was written in. */
function languageFor({ headers }: FastifyRequest, written: Language): Language {
  const header = headers['accept-language'] ?? ''
  return /(^|[\s,])(ru|en)\b/i.test(header) ? languageOf(header) : written
}
