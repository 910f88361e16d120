import { type Language, wordsOf } from '@otklik/words'

import type { ChannelError, ChannelKind, KindWords } from '../channels/index.ts'
import { type FieldProblem, InvalidFieldsError, Refusal, type Said } from '../http/index.ts'

/** «Бот не найден» is said of a wrong token alone, never of a connection that failed (D-05). */
export function toRefusal(kind: ChannelKind, { reason }: ChannelError): Refusal {
  if (reason === 'misconfigured') {
    return new Refusal(
      'bot-not-found',
      {},
      said(kind, ({ refusals }) => refusals.notFound),
    )
  }
  const sentence = ({ title }: KindWords, language: Language) =>
    wordsOf(language).errors.refusals['platform-unreachable']({ title })
  return new Refusal('platform-unreachable', { reason }, said(kind, sentence))
}

export function alreadyConnected(kind: ChannelKind, name: string): Refusal {
  return new Refusal(
    'already-connected',
    { name },
    said(kind, ({ refusals }) => refusals.alreadyConnected),
  )
}

/** The credentials are right, and somebody else's: said under the field the connection hangs on. */
export function otherAccount(kind: ChannelKind): Refusal {
  const main = kind.fields.find(({ isSecret, isRequired }) => isSecret && isRequired)
  const sentence = said(kind, ({ refusals }) => refusals.otherAccount)
  return new InvalidFieldsError({
    [`settings.${main?.name ?? ''}`]: { code: 'wrong-value', said: sentence },
  })
}

/** What the schema did not take; the platform may have a sentence for it. */
export function invalidField(kind: ChannelKind, name: string): FieldProblem {
  const hasOwn = kind.words.ru.fields[name]?.invalid !== undefined
  if (!hasOwn) return { code: 'invalid' }
  return { code: 'invalid', said: said(kind, ({ fields }) => fields[name]?.invalid ?? '') }
}

function said(kind: ChannelKind, say: (words: KindWords, language: Language) => string): Said {
  return { ru: say(kind.words.ru, 'ru'), en: say(kind.words.en, 'en') }
}
