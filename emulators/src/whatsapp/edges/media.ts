import type { StoredFile } from '../../whatsapp-network/files.ts'
import { badParameter, noSuchObject, refuse } from '../errors.ts'
import { mediaUrl } from '../media-url.ts'
import { findUploadFault } from '../sending/media-rules.ts'
import { type Call, type NumberCall, SUCCESS } from './call.ts'

const UPLOADED_LIVES_MS = 30 * 24 * 3600_000

export async function uploadMedia({ whatsapp, number, body, upload }: NumberCall): Promise<object> {
  if (body.messaging_product !== 'whatsapp')
    throw badParameter('The parameter messaging_product is required.')
  if (!upload) throw badParameter('The parameter file is required.')
  const stated = upload.mimeType === '' || upload.mimeType === 'application/octet-stream'
  const mimeType = stated && typeof body.type === 'string' ? body.type : upload.mimeType
  if (mimeType === '') throw badParameter('The parameter type is required.')
  const fault = findUploadFault(mimeType, upload.bytes.length)
  if (fault) throw refuse(131053, fault)
  const { files } = whatsapp.network
  const { id } = await files.store(number.id, { ...upload, mimeType }, UPLOADED_LIVES_MS)
  return { id }
}

/** Sizes are a text here, and the hash is in hex: neither is so in webhooks. */
export function describeMedia(call: Call, file: StoredFile): object {
  const wanted = call.query.phone_number_id
  if (wanted !== undefined && wanted !== file.line) throw noSuchObject(file.id)
  return {
    messaging_product: 'whatsapp',
    url: mediaUrl(call.whatsapp, file),
    mime_type: file.mimeType,
    sha256: file.sha256,
    file_size: String(file.size),
    id: file.id,
  }
}

export function deleteMedia({ whatsapp }: Call, file: StoredFile): object {
  whatsapp.network.files.drop(file.id)
  return SUCCESS
}
