import type { ExternalId, OutboundPart, Sent } from '../contract.ts'
import type { ApplicationApi } from './api.ts'
import { taken } from './types.ts'

/** A message is called by its key, unless the application has a name of its own for it. */
export async function send(api: ApplicationApi, part: OutboundPart): Promise<Sent> {
  const { key, thread, method, payload, fileIds } = part
  const linked = await Promise.all(fileIds.map((id) => part.linkFile(id)))
  const files = linked.map(({ file: { kind, name, mime, bytes }, url }) => ({
    ...{ url, kind, name, mime, bytes },
  }))
  const event = {
    type: method,
    ...(method === 'message' && { id: key }),
    user: { id: thread },
    ...payload,
    ...(files.length > 0 && { files }),
  }
  const { id } = await api.call({ id: key, event, result: taken })
  if (method !== 'message') return { ids: [] }
  return { ids: [(id ?? key) as ExternalId] }
}
