import type { PartContent } from '../contract.ts'
import type { ChannelError } from '../errors.ts'

type Call = Pick<PartContent, 'method' | 'payload'>

/** A refusal for a form that we can do without, and the same message in a form that is taken. */
interface Remedy {
  refusal: RegExp
  apply(call: Call): Call | undefined
}

const remedies: readonly Remedy[] = [
  {
    // Broken, too large or too long a picture: as a file it is never looked into.
    refusal: /photo_|photo has unsupported|image_process_failed/i,
    apply: (call) => asDocuments(call, 'photo'),
  },
  {
    // Some people let nobody send them voice messages: https://telegram.org/faq_premium
    refusal: /voice_messages_forbidden/i,
    apply: (call) => asDocuments(call, 'voice'),
  },
  {
    refusal: /message to be replied not found|replied message not found/i,
    apply: (call) => without(call, 'reply_parameters'),
  },
  {
    refusal: /button|reply markup|keyboard/i,
    apply: (call) => without(call, 'reply_markup'),
  },
]

/** Nothing is tried after an outcome that is not known: it could arrive twice. */
export function findRemedy(error: ChannelError, call: Call): Call | undefined {
  if (error.executed !== 'no' || error.code !== '400') return undefined
  for (const { refusal, apply } of remedies) {
    const remedied = refusal.test(error.message) ? apply(call) : undefined
    if (remedied) return remedied
  }
  return undefined
}

function asDocuments({ method, payload }: Call, type: string): Call | undefined {
  if (type in payload) {
    const { [type]: file, ...others } = payload
    return { method: 'sendDocument', payload: { ...others, document: file } }
  }
  const { media } = payload
  if (!Array.isArray(media) || !media.some((item) => item.type === type)) return undefined
  // Documents do not mix with anything else, so the whole album changes.
  const documents = media.map((item: object) => ({ ...item, type: 'document' }))
  return { method, payload: { ...payload, media: documents } }
}

function without({ method, payload }: Call, key: string): Call | undefined {
  if (!(key in payload)) return undefined
  const { [key]: _, ...others } = payload
  return { method, payload: others }
}
