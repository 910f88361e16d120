import { ChannelError, type OwnPanel } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import { fileOpener, GoneFileError, type Storage } from '../files/index.ts'
import type { Streams } from './streams.ts'

interface Around {
  database: Database
  storage: Storage
  streams: Streams
}

/** What a channel of ours on a company's pages needs of this server. */
export function createOwnPanel({ database, storage, streams }: Around) {
  return (owner: { accountId: string; channelId: string }): OwnPanel => ({
    async openUpload(reference) {
      const { stream } = await fileOpener({ database, storage })(owner.accountId)(reference).catch(
        (cause: unknown) => {
          if (!(cause instanceof GoneFileError)) throw cause
          throw new ChannelError('rejected', 'the upload is gone', { executed: 'no', cause })
        },
      )
      return stream
    },
    showTyping(thread) {
      streams.tell(owner.channelId, thread, { type: 'typing' })
    },
  })
}
