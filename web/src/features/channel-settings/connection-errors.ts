import type { ChannelField, ChannelKindView } from '@otklik/protocol'

import { ApiFailure } from '../../api/failure.ts'
import { formError } from '../../ui/form-failure.ts'
import type { useWords } from '../../words/index.ts'
import { settingPath } from './connection-draft.ts'

type Words = ReturnType<typeof useWords>['channelSettings']

export interface ConnectionErrors {
  /** By the path of a field: `settings.token`. */
  fields: Readonly<Record<string, string>>
  /** What concerns no field. */
  form?: string | undefined
}

export const noErrors: ConnectionErrors = { fields: {} }

/** The field the whole connection hangs on: what we are checks out, or does not. */
export function mainField({ fields }: ChannelKindView): ChannelField | undefined {
  return fields.find(({ isSecret, isRequired }) => isSecret && isRequired) ?? fields[0]
}

/**
 * What a refusal says under which field. «Бот не найден» is said of a wrong token alone, never of
 * a connection that failed (D-05).
 */
export function connectionErrors(
  failure: unknown,
  kind: ChannelKindView,
  words: Words,
): ConnectionErrors {
  if (!failure) return noErrors
  if (!(failure instanceof ApiFailure)) return { fields: {}, form: formError(failure) }
  const main = settingPath(mainField(kind)?.name ?? '')
  switch (failure.code) {
    case 'bot-not-found':
      return { fields: { [main]: kind.refusals.notFound } }
    case 'platform-unreachable':
      return { fields: { [main]: words.unreachable(kind.title) } }
    case 'already-connected':
      return { fields: { [main]: kind.refusals.alreadyConnected } }
    case 'host-not-allowed':
      return { fields: { [settingPath(String(failure.facts.field))]: words.hostNotAllowed } }
    case 'invalid':
      return { fields: invalidFields(failure, kind, words) }
    default:
      return { fields: {}, form: formError(failure) }
  }
}

function invalidFields({ fields }: ApiFailure, kind: ChannelKindView, words: Words) {
  return Object.fromEntries(
    Object.entries(fields).map(([path, { code, message }]) => {
      const name = path.replace(/^settings\./, '')
      const label = kind.fields.find((field) => field.name === name)?.label ?? name
      if (code === 'required') return [path, words.fillIn(label)]
      return [path, message]
    }),
  )
}
