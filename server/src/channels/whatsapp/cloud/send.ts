import type { OutboundPart, Sent } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { toExternalId } from '../ids.ts'
import { callTimeoutMs, type GraphApi } from './api.ts'
import { upload } from './files.ts'
import { isOfNobody, notFound } from './identify.ts'
import type { MessagePayload } from './render.ts'
import { sentMessage } from './types.ts'

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export async function send(
  api: GraphApi,
  phoneNumberId: string,
  part: OutboundPart,
): Promise<Sent> {
  // One deadline for the call and the upload before it: the sender counts on it.
  const timeoutMs = part.fileIds.length > 0 ? callTimeoutMs.file : callTimeoutMs.text
  const signal = AbortSignal.timeout(timeoutMs)
  const payload = await withMedia(api, phoneNumberId, part, signal).catch(refused)
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(part),
    // Comes back with every status of it.
    biz_opaque_callback_data: part.key,
    ...payload,
  }
  const call = { method: 'POST', path: `${phoneNumberId}/messages`, isSending: true } as const
  const post = (message: object) =>
    api.call({ ...call, body: message, result: sentMessage, signal })
  const { messages } = await post(body).catch((error: unknown) => {
    if (!('context' in body) || !isAboutContext(error)) return refused(error)
    // What is quoted may be gone: the answer itself is worth more than its quotation.
    const { context: _, ...plain } = body
    return post(plain).catch(refused)
  })
  return { ids: messages.map(({ id }) => toExternalId(id)) }
}

/** The number is gone, or the token may not use it any more: that is nothing about the message. */
function refused(error: unknown): never {
  throw isOfNobody(error) ? notFound(error) : error
}

const isAboutContext = (error: unknown): boolean =>
  error instanceof ChannelError && error.executed === 'no' && /context/i.test(error.message)

/** A phone is written to as such; an id of somebody without one is another field. */
const recipientOf = ({ thread }: OutboundPart) =>
  /^\d+$/.test(thread) ? { to: thread } : { recipient: thread }

async function withMedia(
  api: GraphApi,
  phoneNumberId: string,
  part: OutboundPart,
  signal: AbortSignal,
): Promise<MessagePayload> {
  const payload = part.payload as MessagePayload
  const [fileId] = part.fileIds
  if (fileId === undefined) return payload
  const id = await upload(api, phoneNumberId, await part.openFile(fileId), signal)
  const { type } = payload
  if (type !== 'template') return { ...payload, [type]: { ...(payload[type] as object), id } }
  return { ...payload, template: withHeader(payload.template as Template, id) }
}

interface Template {
  components: { type: string; parameters: Record<string, unknown>[] }[]
}

/** The file stands above the text of a template. */
function withHeader(template: Template, id: string): Template {
  const components = template.components.map((component) => {
    if (component.type !== 'header') return component
    const parameters = component.parameters.map((parameter) => {
      const kind = String(parameter.type)
      return { ...parameter, [kind]: { ...(parameter[kind] as object), id } }
    })
    return { ...component, parameters }
  })
  return { ...template, components }
}
