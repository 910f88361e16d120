import { isTest, type Problem, type Source } from './source.ts'

/** Files whose statements are about all companies at once, or lead to one by a secret. */
const aboutAll: Record<string, string> = {
  'server/src/access/sessions.ts': 'a session leads to its company',
  'server/src/access/load-caller.ts': 'a session leads to its company',
  'server/src/accounts/leave-demo.ts': 'people who belong to no company any more',
  'server/src/alerts/watch-troubles.ts': 'what troubles any company',
  'server/src/company-sign-in/tries.ts': 'old tries end everywhere',
  'server/src/connections/sign-ins.ts': 'old sign-ins end everywhere',
  'server/src/contacts/run-imports.ts': 'old imports end everywhere',
  'server/src/database/functions/partitions.sql': 'days of all companies',
  'server/src/database/functions/processes.sql': 'who owns which channel of any company',
  'server/src/inbound/receive-receipt.ts': 'old ids end everywhere',
  'server/src/moving/restore.ts': 'a whole installation',
  'server/src/notifications/send-pushes.ts': 'old notices end everywhere',
  'server/src/operators/accept-invitation.ts': 'an invitation leads to its company',
  'server/src/operators/presence.ts': 'who left is absent, in any company',
  'server/src/timers/fire-deadlines.ts': 'what is overdue, in any company',
}

/** Files that put the condition together elsewhere, with the company in it. */
const composed: Record<string, string> = {
  'server/src/contacts/list-contacts.ts': 'contactCondition',
  'server/src/search/find-names.ts': 'isThere',
  'server/src/settings/channel-rules-row.ts': 'where account_id = $1',
}

const text = /`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g
const statement = /\b(?:select|update|insert|delete|with)\b/
const tablesOf = /\b(?:from|join|update|into)\s+(?:only\s+)?([a-z_]+)\b/g

/** The tables that belong to companies, as the migrations make them. */
export function listAccountTables(sources: Source[]): Set<string> {
  const made = /\bcreate table (?:if not exists )?(\w+) \(([\s\S]*?)\n\)/g
  const migrations = sources.filter(({ path }) => path.includes('/database/migrations/'))
  return new Set(
    migrations
      .flatMap(({ code }) => [...code.matchAll(made)])
      .filter(([, , columns = '']) => columns.includes('account_id'))
      .map(([, name = '']) => name),
  )
}

/** In strings of ours, and in the functions of the database, whose statements end with a semicolon. */
function statementsOf(path: string, code: string): string[] {
  if (path.startsWith('server/src/database/functions/')) return code.split(';')
  if (!/^server\/src\/.*\.ts$/.test(path)) return []
  return [...code.matchAll(text)].map(([sql]) => sql)
}

/** Every statement about a company's table says whose: otherwise it is about everybody's. */
export function checkAccounts(tables: Set<string>) {
  return ({ path, code }: Source): Problem[] => {
    if (isTest(path) || path in aboutAll) return []
    return statementsOf(path, code).flatMap((sql) => {
      if (!statement.test(sql) || /account_?id/i.test(sql)) return []
      const composition = composed[path]
      if (composition && sql.includes('${') && code.includes(composition)) return []
      const named = [...sql.matchAll(tablesOf)].find(([, table = '']) => tables.has(table))
      if (!named) return []
      return [{ path, sentence: `A statement about ${named[1]} does not name its account.` }]
    })
  }
}
