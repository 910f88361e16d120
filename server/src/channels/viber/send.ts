import type { Environment, OutboundPart, Sent } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import { callTimeoutMs, type ViberApi } from './api.ts'
import { learnFrom } from './findings.ts'
import { keyedId, toExternalId } from './ids.ts'
import { isForbidden } from './media.ts'
import { isTooOld } from './refusals.ts'
import { type MessagePayload, SENDER } from './render.ts'
import { sentMessage } from './types.ts'

const MAX_SENDER = 28

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** https://developers.viber.com/docs/api/rest-bot-api/#send-message */
export async function send(
  api: ViberApi,
  part: OutboundPart,
  environment: Environment,
): Promise<Sent> {
  const payload = part.payload as unknown as MessagePayload
  const message = {
    receiver: part.thread,
    sender: { name: senderName(environment.identity?.name) },
    // Comes back with whatever is pressed below it.
    tracking_data: part.key,
    ...payload,
    ...(await mediaOf(part, payload)),
  }
  const signal = AbortSignal.timeout(callTimeoutMs[part.fileIds.length > 0 ? 'file' : 'text'])
  const call = { method: 'send_message', result: sentMessage, signal }
  try {
    return named(await api.call({ ...call, payload: message }), part)
  } catch (error) {
    const plain = error instanceof ChannelError && isTooOld(error.code) && withoutButtons(message)
    if (!plain) {
      await learnFrom(error, environment)
      throw error
    }
    return named(await api.call({ ...call, payload: plain }), part)
  }
}

const named = ({ message_token }: { message_token: string }, { key }: OutboundPart): Sent => ({
  ids: [toExternalId(message_token), keyedId(key)],
})

/** Viber comes for the file itself, and wants to know its size beforehand. */
async function mediaOf(part: OutboundPart, { type }: MessagePayload) {
  const [id] = part.fileIds
  if (id === undefined) return {}
  const { file, url } = await part.linkFile(id)
  if (type === 'file' && isForbidden(file.name)) {
    throw new ChannelError('bad-format', `${file.name} is of a kind that is not taken`, {
      executed: 'no',
    })
  }
  const { bytes: size, durationS } = file
  if (type === 'picture') return { media: url }
  if (type === 'video') {
    const duration = durationS === undefined ? undefined : Math.ceil(durationS)
    return present({ media: url, size, duration })
  }
  return { media: url, size, file_name: file.name.slice(-256) }
}

/** For an application that is too old for buttons: the words alone, where there are any. */
function withoutButtons({ keyboard, rich_media, alt_text, ...message }: Record<string, unknown>) {
  if (keyboard) return { ...message, min_api_version: 1 }
  if (!rich_media || !alt_text) return undefined
  return { ...message, type: 'text', text: alt_text, min_api_version: 1 }
}

/** Cut where a reader sees a character end. */
function senderName(name: string = SENDER): string {
  let cut = ''
  for (const { segment } of graphemes.segment(name.trim() || SENDER)) {
    if (cut.length + segment.length > MAX_SENDER) break
    cut += segment
  }
  return cut
}
