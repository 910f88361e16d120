import { toLegacyTime } from './callbacks.ts'
import { type Body, isObject, readContent } from './content.ts'
import { EdnaError } from './errors.ts'
import { wireMatcher } from './matchers.ts'
import type { Subject } from './model.ts'
import type { Call, Method } from './pulse.ts'
import { send } from './send.ts'

/** The older API: HTTP 200 whatever happens, and the answer in `code`. */
export const LEGACY: Record<string, Method> = {
  'POST imOutMessage': (call) => attempt(() => sendMessage(call)),
  'POST imOutHSM': (call) => attempt(() => sendMessage(call)),
  'POST getOutMessageMatchers': ({ edna, mine, body }) =>
    attempt(() => ({
      result: edna.registry.matchersOf(subjectOf(mine, body)).map(wireMatcher),
      code: 'ok',
    })),
  'POST im-subject/by-apikey': ({ mine }) =>
    mine.map(({ id, subject, phone, isActive }) => ({
      ...{ id: Number(id), subject, active: isActive, phone, imType: 'WHATSAPP' },
    })),
}

const CODES: Record<string, string> = {
  'requestId-is-not-unique': 'error-id-not-unique',
  'matched-template-not-found': 'error-content-do-not-match-hsm-template',
  'insufficient funds': 'error-insufficient-balance',
  'contentType-not-specified': 'error-content-type-not-specified',
  'latitude-not-specified': 'error-latitude-not-specified',
  'longitude-not-specified': 'error-longtitude-not-specified',
}

function attempt(act: () => object): object {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof EdnaError)) throw error
    return {
      code:
        CODES[error.code] ??
        (error.code.startsWith('error-') ? error.code : 'error-content-format'),
    }
  }
}

const fail = (code: string) => new EdnaError(200, code)

function subjectOf(mine: Subject[], body: Body): Subject {
  const subject = mine.find((one) => one.isActive && one.subject === body.subject)
  if (!subject) throw fail('error-subject-unknown')
  return subject
}

function sendMessage({ edna, account, mine, body }: Call): object {
  const { id, address, imType, priority } = body
  if (typeof id !== 'string' || id === '' || id.length > 36) throw fail('error-subject-id-format')
  if (edna.registry.requests.find(id)) throw fail('error-id-not-unique')
  const subject = subjectOf(mine, body)
  if (imType === undefined) throw fail('error-im-type-not-specified')
  if (address === undefined) throw fail('error-address-not-specified')
  if (!/^\d{5,16}$/.test(String(address))) throw fail('error-address-format')
  if (priority !== undefined && !['realtime', 'high', 'normal', 'low'].includes(String(priority)))
    throw fail('error-priority-format')
  if (account.balance <= 0) throw fail('error-insufficient-balance')
  const request = send(edna, subject, {
    ...{ requestId: id, address: String(address), draft: readContent(asPulse(body)) },
    comment: typeof body.comment === 'string' ? body.comment : null,
  })
  return { id: request.id, code: 'ok' }
}

/** The same content in the words of the newer API. */
function asPulse(body: Body): Body {
  const { contentType, attachmentUrl, attachmentName, latitude, longitude, keyboard, header } = body
  const isLocation = contentType === 'location'
  const rows = isObject(keyboard) ? [keyboard.row].flat().filter(isObject) : []
  return {
    contentType: typeof contentType === 'string' ? contentType.toUpperCase() : undefined,
    ...{ text: body.text, caption: body.caption, footer: body.footer },
    ...(isObject(header) && { header: { headerType: 'TEXT', ...header } }),
    ...(rows.length > 0 && { keyboard: { rows } }),
    ...(attachmentUrl !== undefined && {
      attachment: {
        url: attachmentUrl,
        name: attachmentName ?? (contentType === 'audio' ? 'audio' : undefined),
      },
    }),
    ...(isLocation && { location: { latitude, longitude, address: body.locationAddress } }),
  }
}

export function readLegacyStatus({ edna }: Call, id: string): object {
  const request = edna.registry.requests.find(id)
  if (!request) return { code: 'error-not-found' }
  return {
    ...{ imOutMessageId: id, dlvStatus: request.status.toLowerCase() },
    dlvStatusAt: toLegacyTime(edna.network.clock.now()),
    ...{ dlvError: request.error, code: 'ok' },
  }
}
