import type {
  createQuickReplyRequest,
  editQuickReplyRequest,
  FileView,
  QuickReply,
} from '@otklik/protocol'
import { unknownVariables } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type FileRow, viewFile } from '../files/index.ts'
import { type Caller, InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import { recordReply } from './record-reply.ts'

type Created = z.output<typeof createQuickReplyRequest>
type Edited = z.output<typeof editQuickReplyRequest>

const UNIQUE_VIOLATION = '23505'

interface Row {
  id: string
  version: number
  operator_id: string | null
  team_id: string | null
  title: string
  shortcut: string
  text: string
  file_ids: string[]
}

/** One's own, those of one's teams, the company's; and those of teams that one looks after. */
export async function listQuickReplies(client: Queryable, caller: Caller): Promise<QuickReply[]> {
  const { rows } = await client.query<Row>(
    `select q.* from quick_replies q left join teams t on t.account_id = q.account_id and t.id = q.team_id
     where q.account_id = $1 and (q.operator_id = $2
       or q.operator_id is null and (q.team_id is null or $3 or t.is_everyone or exists (
         select from team_members m
         where m.account_id = q.account_id and m.team_id = q.team_id and m.operator_id = $2)))
     order by lower(q.title), q.id`,
    [caller.accountId, caller.operatorId, caller.can('teams.manage')],
  )
  const files = await listFiles(client, caller.accountId, rows)
  return rows.map((row) => view(row, files, caller))
}

export async function createQuickReply(
  client: Queryable,
  caller: Caller,
  created: Created,
): Promise<QuickReply> {
  const { scope, teamId, title, shortcut, text, fileIds } = created
  if ((scope === 'team') !== (teamId !== undefined)) {
    throw new InvalidFieldsError({ teamId: { code: teamId ? 'wrong-value' : 'required' } })
  }
  const owner = { operator_id: scope === 'own' ? caller.operatorId : null, team_id: teamId ?? null }
  refuseOthers(caller, owner)
  if (teamId) await refuseNoTeam(client, caller.accountId, teamId)
  const id = newId()
  check({ text, fileIds })
  await keepFiles(client, caller, { id, fileIds })
  await unlessTaken(() =>
    client.query(
      `insert into quick_replies
         (account_id, id, operator_id, team_id, title, shortcut, text, file_ids)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [caller.accountId, id, owner.operator_id, owner.team_id, title, shortcut, text, fileIds],
    ),
  )
  const made = await getQuickReply(client, caller, id)
  await recordReply(client, caller, { after: made })
  return made
}

export async function editQuickReply(
  client: Queryable,
  caller: Caller,
  { id, edited }: { id: string; edited: Edited },
): Promise<QuickReply> {
  const before = await getQuickReply(client, caller, id)
  if (!before.canEdit) throw new Refusal('forbidden')
  const {
    title = before.title,
    shortcut = before.shortcut,
    text = before.text,
    fileIds = before.files.map((file) => file.id),
  } = edited
  check({ text, fileIds })
  await keepFiles(client, caller, { id, fileIds })
  const { rowCount } = await unlessTaken(() =>
    client.query(
      `update quick_replies set version = version + 1, title = $4, shortcut = $5, text = $6,
         file_ids = $7, updated_at = now()
       where account_id = $1 and id = $2 and version = $3`,
      [caller.accountId, id, edited.version, title, shortcut, text, fileIds],
    ),
  )
  if (!rowCount) throw new Refusal('changed-meanwhile')
  const after = await getQuickReply(client, caller, id)
  await recordReply(client, caller, { before, after })
  return after
}

/** What was sent with its files keeps them. */
export async function deleteQuickReply(
  client: Queryable,
  caller: Caller,
  id: string,
): Promise<void> {
  const before = await getQuickReply(client, caller, id)
  if (!before.canEdit) throw new Refusal('forbidden')
  await client.query('delete from quick_replies where account_id = $1 and id = $2', [
    caller.accountId,
    id,
  ])
  await recordReply(client, caller, { before })
}

async function getQuickReply(client: Queryable, caller: Caller, id: string): Promise<QuickReply> {
  const found = (await listQuickReplies(client, caller)).find((reply) => reply.id === id)
  if (!found) throw new NotFoundError()
  return found
}

type Owner = Pick<Row, 'operator_id' | 'team_id'>

/** One's own is everybody's to change; a team's is of who manages teams, the company's of administrators. */
function mayEdit(caller: Caller, { operator_id, team_id }: Owner): boolean {
  if (operator_id) return operator_id === caller.operatorId
  return caller.can(team_id ? 'teams.manage' : 'quick-replies.manage')
}

function refuseOthers(caller: Caller, owner: Owner): void {
  if (!mayEdit(caller, owner)) throw new Refusal('forbidden')
}

function check({ text, fileIds }: { text: string; fileIds: string[] }): void {
  if (!text && fileIds.length === 0) throw new InvalidFieldsError({ text: { code: 'required' } })
  const [name] = unknownVariables(text)
  if (name !== undefined) {
    throw new InvalidFieldsError({ text: { code: 'unknown-variable', facts: { name } } })
  }
}

async function refuseNoTeam(client: Queryable, accountId: string, teamId: string): Promise<void> {
  const { rowCount } = await client.query('select from teams where account_id = $1 and id = $2', [
    accountId,
    teamId,
  ])
  if (!rowCount) throw new InvalidFieldsError({ teamId: { code: 'no-such-team' } })
}

/** A shortcut leads to one reply of the same owner. */
async function unlessTaken<Answer>(write: () => Promise<Answer>): Promise<Answer> {
  try {
    return await write()
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    throw new InvalidFieldsError({ shortcut: { code: 'name-taken' } })
  }
}

/** Uploads of the author become files that everybody may send, as often as they like. */
async function keepFiles(
  client: Queryable,
  { accountId, operatorId }: Caller,
  { id, fileIds }: { id: string; fileIds: string[] },
): Promise<void> {
  if (fileIds.length === 0) return
  const { rowCount } = await client.query(
    `update files set quick_reply_id = coalesce(quick_reply_id, $3)
     where account_id = $1 and id = any($2) and message_id is null and state = 'stored'
       and (uploaded_by = $4 or quick_reply_id is not null)`,
    [accountId, fileIds, id, operatorId],
  )
  if (rowCount !== new Set(fileIds).size) {
    throw new InvalidFieldsError({ fileIds: { code: 'wrong-value' } })
  }
}

async function listFiles(
  client: Queryable,
  accountId: string,
  rows: Row[],
): Promise<ReadonlyMap<string, FileView>> {
  const ids = rows.flatMap(({ file_ids }) => file_ids)
  if (ids.length === 0) return new Map()
  const found = await client.query<FileRow>(
    'select * from files where account_id = $1 and id = any($2)',
    [accountId, ids],
  )
  return new Map(found.rows.map((row) => [row.id, viewFile(row)]))
}

function view(row: Row, files: ReadonlyMap<string, FileView>, caller: Caller): QuickReply {
  const { id, version, title, shortcut, text, team_id, operator_id } = row
  return {
    id,
    version,
    scope: operator_id ? 'own' : team_id ? 'team' : 'company',
    ...(team_id && { teamId: team_id }),
    title,
    shortcut,
    text,
    files: row.file_ids.flatMap((fileId) => files.get(fileId) ?? []),
    canEdit: mayEdit(caller, row),
  }
}
