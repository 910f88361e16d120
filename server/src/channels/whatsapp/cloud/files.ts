import type { OutboundPart } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { multipart } from '../../kit/multipart.ts'
import { typeOf } from '../media.ts'
import type { GraphApi } from './api.ts'
import { mediaPlace, uploaded } from './types.ts'

/**
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media. An address lives for five
 * minutes, an id for a week: the id is kept, and the address asked for when it is needed.
 */
export async function fetchFile(
  api: GraphApi,
  phoneNumberId: string,
  id: string,
): Promise<ReadableStream<Uint8Array>> {
  try {
    const query = { phone_number_id: phoneNumberId }
    const { url } = await api.call({
      method: 'GET',
      path: encodeURIComponent(id),
      query,
      result: mediaPlace,
    })
    return await api.open(url)
  } catch (error) {
    const isGone = error instanceof ChannelError && error.code?.startsWith('100')
    if (!isGone) throw error
    throw new ChannelError('rejected', error.message, { executed: 'no', code: error.code ?? '100' })
  }
}

/** What is uploaded is kept for a month, and one upload serves one message. */
export async function upload(
  api: GraphApi,
  phoneNumberId: string,
  { file, stream }: Awaited<ReturnType<OutboundPart['openFile']>>,
  signal: AbortSignal,
): Promise<string> {
  const mime = typeOf(file.mime) || 'application/octet-stream'
  const form = multipart({ messaging_product: 'whatsapp', type: mime }, [
    { field: 'file', fileName: file.name, mime, stream, bytes: file.bytes },
  ])
  const call = { method: 'POST', path: `${phoneNumberId}/media`, form, signal } as const
  return (await api.call({ ...call, result: uploaded })).id
}
