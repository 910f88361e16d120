import type { Label, LabelDirectory, LabelKind, TopicRequirement } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface LabelRow {
  id: string
  version: number
  kind: LabelKind
  name: string
  former_names: string[]
  archived_at: Date | null
}

const selected = `select id, version, kind, name, former_names, archived_at from labels
  where account_id = $1`

/** The whole directory; what is archived comes last. */
export async function readDirectory(
  database: Queryable,
  accountId: string,
): Promise<LabelDirectory> {
  const { rows } = await database.query<LabelRow>(
    `${selected} order by kind desc, archived_at is not null, place, lower(name)`,
    [accountId],
  )
  return { labels: rows.map(toLabel), requirement: await readRequirement(database, accountId) }
}

export async function getLabel(client: Queryable, accountId: string, id: string): Promise<Label> {
  const { rows } = await client.query<LabelRow>(`${selected} and id = $2`, [accountId, id])
  if (!rows[0]) throw new NotFoundError()
  return toLabel(rows[0])
}

/** Without a row, nobody is asked for a topic. Teams that are no more are left out. */
export async function readRequirement(
  database: Queryable,
  accountId: string,
): Promise<TopicRequirement> {
  const { rows } = await database.query<TopicRequirement>(
    `select required_of as of, array(
       select t.id from teams t where t.account_id = r.account_id and t.id = any(r.team_ids)
       order by lower(t.name)) as "teamIds"
     from topic_requirements r where account_id = $1`,
    [accountId],
  )
  return rows[0] ?? { of: 'nobody', teamIds: [] }
}

function toLabel(row: LabelRow): Label {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    formerNames: row.former_names,
    ...(row.archived_at && { archivedAt: row.archived_at.toISOString() }),
  }
}
