import { z } from 'zod'

import type {
  Environment,
  InboundEvent,
  OwnFiles,
  PlatformTemplate,
  TemplateDraft,
  TemplateStanding,
  Templates,
} from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { present } from '../../kit/present.ts'
import { toCategory, toState } from '../templates.ts'
import type { EdnaApi } from './api.ts'
import { findSubjectId } from './cascade.ts'
import { toMatcherContent, toTemplateContent } from './template-content.ts'
import { type Matcher, matcher, matcherChange, matchers } from './types.ts'

interface Where {
  api: EdnaApi
  subject: string
  environment: Environment
}

/** There is no archive at edna: ours alone hides what nobody wants any more. */
export const templatesOf = (where: Where): Templates => ({
  list: async () => (await listMatchers(where)).map(toPlatformTemplate),
  submit: (draft, files) => submit(where, draft, files),
})

async function listMatchers({ api, subject, environment }: Where): Promise<Matcher[]> {
  const subjectId = Number(await findSubjectId(api, subject, environment))
  const body = { subjectId, matcherTypes: ['OPERATOR'] }
  const path = 'message-matchers/get-by-request'
  const found = await api.call({ path, body, result: matchers })
  return found.filter(({ channelType = 'WHATSAPP' }) => channelType === 'WHATSAPP')
}

function toPlatformTemplate(each: Matcher): PlatformTemplate {
  const { id: externalId, name, language, category, status, locked } = each
  const state = toState(status)
  return {
    externalId,
    name,
    language: fromLanguage(language),
    category: toCategory(category),
    // Approved and locked is not sent all the same.
    state: locked && state === 'approved' ? 'disabled' : state,
    ...toTemplateContent(each),
  }
}

/** `EN_US` there, `en_US` everywhere else. */
function fromLanguage(language: string): string {
  const [code = '', country] = language.split(/[_-]/)
  return [code.toLowerCase(), country?.toUpperCase()].filter(Boolean).join('_')
}

/** What it became is in the answer, or in the list where the answer does not say. */
async function submit(
  where: Where,
  { name, language, category, content }: TemplateDraft,
  files: OwnFiles,
): Promise<TemplateStanding & { externalId: string }> {
  const { api, subject, environment } = where
  const { header } = content
  const sample = header && header.kind !== 'text' ? header.sampleFileId : undefined
  const sampleUrl = sample === undefined ? undefined : (await files.linkFile(sample)).url
  const messageMatcher = {
    name,
    channelType: 'WHATSAPP',
    language: language.toUpperCase(),
    category: category === 'authentication' ? 'AUTHORIZATION' : category.toUpperCase(),
    type: 'OPERATOR',
    contentType: 'TEXT',
    content: toMatcherContent(content, sampleUrl),
  }
  const subjectIds = [Number(await findSubjectId(api, subject, environment))]
  const call = { path: 'message-matchers', body: { messageMatcher, subjectIds }, isSending: true }
  const answer = await api.call({ ...call, result: z.union([matcher, z.unknown()]) })
  const made = matcher.safeParse(answer).data ?? (await findMade(where, { name, language }))
  const { externalId, state, category: given } = toPlatformTemplate(made)
  return { externalId, state, category: given }
}

async function findMade(where: Where, wanted: { name: string; language: string }) {
  const listed = await listMatchers(where)
  const found = listed.find(
    ({ name, language }) => name === wanted.name && fromLanguage(language) === wanted.language,
  )
  if (found) return found
  throw new ChannelError('unreachable', 'edna took a template and does not list it', {
    executed: 'unknown',
  })
}

/** Told in three shapes, of which the newest has a type. */
export function fromMatcher(entry: unknown, at: Date): InboundEvent | undefined {
  const { data } = anyShape.safeParse(entry)
  if (!data) return undefined
  const { id: externalId, status, category } = data
  return {
    type: 'template',
    externalId,
    at,
    ...present({
      state: status === undefined ? undefined : toState(status),
      category: category === undefined ? undefined : toCategory(category),
    }),
  }
}

const anyShape = z.union([
  z.object({ messageMatcher: matcherChange }).transform(({ messageMatcher }) => messageMatcher),
  z
    .object({ type: z.string().startsWith('message_matcher.'), payload: matcherChange })
    .transform(({ payload }) => payload),
  matcherChange.refine(({ channelType, status }) => channelType && status),
])
