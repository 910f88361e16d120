import type { Environment, OutboundPart, Sent } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { callTimeoutMs, type EdnaApi } from './api.ts'
import { findCascade, forgetCascade } from './cascade.ts'
import { ALREADY_TAKEN, NO_CASCADE } from './refusals.ts'
import type { ContentPayload } from './render.ts'
import { outboundId } from './translate.ts'
import { scheduled } from './types.ts'

const MAX_NAME = 70

interface Sending {
  api: EdnaApi
  subject: string
  environment: Environment
}

/** Taken, not sent yet: what becomes of it is told later, by the key that we give it here. */
export async function send(sending: Sending, part: OutboundPart): Promise<Sent> {
  const timeoutMs = part.fileIds.length > 0 ? callTimeoutMs.file : callTimeoutMs.text
  const signal = AbortSignal.timeout(timeoutMs)
  const content = await withFile(part)
  try {
    await schedule(sending, part, content, signal)
  } catch (error) {
    const code = error instanceof ChannelError ? `${error.code} ${error.message}` : ''
    if (NO_CASCADE.test(code)) {
      // It was made anew since: looked up once more, and refused for good if it is not there.
      await forgetCascade(sending.environment)
      await schedule(sending, part, content, signal)
    } else if (!ALREADY_TAKEN.test(code)) throw error
  }
  return { ids: [outboundId(part.key)] }
}

async function schedule(
  { api, subject, environment }: Sending,
  { key, thread }: OutboundPart,
  whatsappContent: object,
  signal: AbortSignal,
): Promise<void> {
  const cascadeId = Number(await findCascade(api, subject, environment))
  const body = {
    requestId: key,
    cascadeId,
    subscriberFilter: { address: thread, type: 'PHONE' },
    // Of what fails early the request is not told, but this is.
    comment: key,
    content: { whatsappContent },
  }
  await api.call({ path: 'cascade/schedule', body, result: scheduled, isSending: true, signal })
}

/** edna comes for the file, and wants a name that is not long. */
async function withFile(part: OutboundPart): Promise<object> {
  const payload = part.payload as ContentPayload
  const [id] = part.fileIds
  if (id === undefined) return payload
  const { file, url } = await part.linkFile(id)
  const attachment = { url, name: shortened(file.name), size: file.bytes }
  if (!('header' in payload)) return { ...payload, attachment }
  const header = payload.header as { headerType: string }
  return { ...payload, header: { ...header, [`${header.headerType.toLowerCase()}Url`]: url } }
}

/** Its end says what it is. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME) return name
  const [ending = ''] = /\.[^.]{1,10}$/.exec(name) ?? []
  return name.slice(0, MAX_NAME - ending.length).replace(/[\ud800-\udbff]$/, '') + ending
}
