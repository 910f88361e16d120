import type { ApiError, ErrorCode } from '@otklik/protocol'
import { type Language, wordsOf } from '@otklik/words'
import { type Facts, type FieldProblem, InvalidFieldsError, type Refusal } from './refusal.ts'

type Sentence = string | ((facts: Facts) => string)

/** A refusal as its reader gets it: a code for programs, sentences for people. */
export function describeRefusal(refusal: Refusal, language: Language, requestId: string): ApiError {
  const { code, facts } = refusal
  const sentences: Record<ErrorCode, Sentence> = wordsOf(language).errors.refusals
  const fields = refusal instanceof InvalidFieldsError ? refusal.fields : undefined
  return {
    error: {
      code,
      message: refusal.said?.[language] ?? say(sentences[code], facts),
      ...(fields && { fields: describeFields(fields, language) }),
      ...(Object.keys(facts).length > 0 && { facts }),
    },
    requestId,
    ...refusal.beside,
  }
}

function describeFields(fields: Record<string, FieldProblem>, language: Language) {
  const sentences: Record<FieldProblem['code'], Sentence> = wordsOf(language).errors.fields
  return Object.fromEntries(
    Object.entries(fields).map(([field, { code, facts = {}, said }]) => [
      field,
      { code, message: said?.[language] ?? say(sentences[code], facts) },
    ]),
  )
}

function say(sentence: Sentence, facts: Facts): string {
  return typeof sentence === 'string' ? sentence : sentence(facts)
}
