import { wireFile } from '../media.ts'
import { badRequest } from '../refusal.ts'
import type { Method } from './call.ts'

export const MAX_DOWNLOAD_BYTES = 20 * (1 << 20)

export const getFile: Method = ({ telegram, bot, params }) => {
  if (!params.has('file_id')) throw badRequest('file_id not specified')
  const file = telegram.files.find(bot.id, params.text('file_id'))
  if (!file) throw badRequest('invalid file_id')
  if (file.size > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big')
  return { ...wireFile(file), file_path: file.path }
}
