import type { FileView } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'

/**
 * An upload that shows what stands above a template's text is no forgotten one. Returns its kind, or
 * nothing where there is no such upload. A copy of a template goes on with the file of the first.
 */
export async function keepForTemplate(
  client: Queryable,
  accountId: string,
  { id, templateId }: { id: string; templateId: string },
): Promise<FileView['kind'] | undefined> {
  const { rows } = await client.query<{ kind: FileView['kind'] }>(
    `update files set template_id = coalesce(template_id, $3)
     where account_id = $1 and id = $2 and message_id is null and uploaded_by is not null
       and state = 'stored'
     returning kind`,
    [accountId, id, templateId],
  )
  return rows[0]?.kind
}
