import { callBack, toIso } from './callbacks.ts'
import { type Body, isObject } from './content.ts'
import type { Edna } from './edna.ts'
import { refuse } from './errors.ts'
import { CATEGORIES, type Matcher, type MatcherContent, type Subject } from './model.ts'

const TYPES = ['OPERATOR', 'USER', 'CUSTOM']

export function wireMatcher(matcher: Matcher): Record<string, unknown> {
  const { isLocked, subjectIds: _, createdAt, updatedAt, reason: __, ...rest } = matcher
  return {
    ...rest,
    ...{ channelType: 'WHATSAPP', locked: isLocked },
    ...{ createdAt: toIso(createdAt), updatedAt: toIso(updatedAt) },
  }
}

/** A template for moderation; WhatsApp's rules for its parts are edna's too. */
export function createMatcher(edna: Edna, mine: Subject[], body: Body): Matcher {
  const wanted = body.messageMatcher
  const subjectIds = Array.isArray(body.subjectIds) ? body.subjectIds.map(Number) : []
  if (!isObject(wanted)) throw refuse('message-matcher-not-specified')
  if (
    subjectIds.length === 0 ||
    !subjectIds.every((id) => mine.some((one) => Number(one.id) === id))
  )
    throw refuse('subject-not-found')
  const { name, language, category } = wanted
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
    throw refuse('name-is-not-valid')
  if (typeof language !== 'string') throw refuse('language-not-specified')
  if (!CATEGORIES.some((known) => known === category)) throw refuse('category-is-not-valid')
  if (!TYPES.includes(String(wanted.type))) throw refuse('type-is-not-valid')
  const content = readContent(wanted.content)
  const isTaken = edna.registry.matchers
    .list()
    .some(
      (other) => other.name === name && other.language === language && overlap(other, subjectIds),
    )
  if (isTaken) throw refuse('message-matcher-already-exists')
  const now = edna.network.clock.now()
  return edna.registry.matchers.save({
    id: 900 + edna.registry.matchers.list().length + 1,
    ...{
      name,
      language,
      category: String(category),
      type: String(wanted.type),
      content,
      subjectIds,
    },
    contentType: String(wanted.contentType ?? 'TEXT'),
    // Only those made by an operator go to WhatsApp's moderators.
    status: wanted.type === 'OPERATOR' ? 'PENDING' : 'APPROVED',
    ...{ isLocked: false, createdAt: now, updatedAt: now },
  })
}

const overlap = ({ subjectIds }: Matcher, ids: number[]) =>
  subjectIds.some((id) => ids.includes(id))

function readContent(content: unknown): MatcherContent {
  if (!isObject(content)) throw refuse('content-not-specified')
  const { text, header, footer } = content as MatcherContent
  if (typeof text !== 'string' || text === '') throw refuse('text-not-specified')
  const isTooLong =
    [...text].length > 1024 ||
    [...(header?.text ?? '')].length > 60 ||
    [...(footer?.text ?? '')].length > 60
  if (isTooLong) throw refuse('content-is-too-long')
  const variables = new Set(text.match(/\{\{\s*\w+\s*\}\}/g)).size
  const samples = content.textExampleParams
  if (variables > 0 && (!Array.isArray(samples) || samples.length !== variables))
    throw refuse('textExampleParams-not-specified')
  return content as MatcherContent
}

export function listMatchers(edna: Edna, mine: Subject[], body: Body): object[] {
  const subject = mine.find(({ id }) => Number(id) === Number(body.subjectId))
  const types = Array.isArray(body.matcherTypes) ? body.matcherTypes : TYPES
  const found = subject
    ? edna.registry.matchersOf(subject)
    : mine.flatMap((one) => edna.registry.matchersOf(one))
  return [...new Set(found)].filter(({ type }) => types.includes(type)).map(wireMatcher)
}

/** A moderator's word, or WhatsApp's own. */
export function changeMatcher(edna: Edna, matcher: Matcher, change: Partial<Matcher>): Matcher {
  Object.assign(matcher, change, { updatedAt: edna.network.clock.now() })
  edna.registry.matchers.save(matcher)
  for (const id of matcher.subjectIds) {
    const subject = edna.registry.subjects.find(String(id))
    if (!subject) continue
    const body =
      change.category === undefined ? [wireMatcher(matcher)] : categoryNews(edna, matcher)
    const kind = `message-matcher ${matcher.name} ${change.category ?? matcher.status}`
    callBack(edna.courier, subject, { to: 'messageMatcherCallbackUrl', kind, body })
  }
  return matcher
}

const categoryNews = ({ network }: Edna, { id, name, category }: Matcher) => ({
  ...{ type: 'message_matcher.category_changed', version: 'v1' },
  timestamp: toIso(network.clock.now()),
  payload: { id, name, channelType: 'WHATSAPP', category },
})
