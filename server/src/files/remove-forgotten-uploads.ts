import { type FileRow, previewKeyOf } from './file-row.ts'
import type { FilesWorld } from './keep-file.ts'

const GROUP_SIZE = 100

/** What operators uploaded and did not send within a day. Returns how many there were. */
export async function removeForgottenUploads(world: FilesWorld): Promise<number> {
  let count = 0
  for (;;) {
    const removed = await removeGroup(world)
    count += removed
    if (removed < GROUP_SIZE) return count
  }
}

/**
 * The rows go for good only after the bytes: whatever interrupts this, the next time finds them.
 * Until then they are locked, so nobody sends a file whose bytes are gone.
 */
function removeGroup({ database, storage }: FilesWorld): Promise<number> {
  return database.transaction(async (client) => {
    // By the clock of the database, which has set created_at.
    const { rows } = await client.query<FileRow>(
      `delete from files where (account_id, id) in (
         select account_id, id from files
         where message_id is null and template_id is null and bot_id is null
           and quick_reply_id is null
           and not exists (select from drafts d
             where d.file_ids <> '{}' and d.file_ids @> array[files.id])
           and uploaded_by is not null and created_at < now() - interval '1 day'
         limit $1 for update skip locked)
       returning *`,
      [GROUP_SIZE],
    )
    const keys = rows.flatMap((row) => row.storage_key ?? [])
    await Promise.all(keys.flatMap((key) => [key, previewKeyOf(key)]).map(storage.remove))
    return rows.length
  })
}
