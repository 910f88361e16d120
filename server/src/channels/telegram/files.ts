import { ChannelError } from '../errors.ts'
import type { TelegramApi } from './api.ts'
import { fileState } from './types.ts'

/**
 * https://core.telegram.org/bots/api#getfile. Links live for an hour, so what is kept is the file's
 * id, and the link is asked for each time.
 */
export async function fetchFile(
  api: TelegramApi,
  reference: string,
): Promise<ReadableStream<Uint8Array>> {
  const payload = { file_id: reference }
  const { file_path: path } = await api.call({ method: 'getFile', payload, result: fileState })
  if (path === undefined) {
    throw new ChannelError('unreachable', 'getFile: no path yet', { executed: 'no' })
  }
  // https://github.com/tdlib/telegram-bot-api#moving-a-bot-to-a-local-server
  if (path.startsWith('/')) {
    throw new ChannelError(
      'rejected',
      'getFile: the server runs with --local and serves no files',
      {
        executed: 'no',
      },
    )
  }
  return api.open(path)
}
