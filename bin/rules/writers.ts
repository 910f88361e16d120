import { isTest, type Problem, type Source } from './source.ts'

const allowed = /^server\/src\/(conversations\/|database\/(functions|migrations)\/)/

const tables = '(?:conversations|messages|lanes|wake_ups|feed)'
const sql = new RegExp(
  `\\b(?:insert\\s+into|update(?:\\s+only)?|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?)\\s+(?:public\\.)?"?(${tables})\\b`,
  'i',
)
const builder = new RegExp(
  `\\.(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\\(\\s*['"\`](${tables})\\b`,
)

/** A conversation has one writer: a second one would forget its version, its feed, its order. */
export function checkWriters({ path, code }: Source): Problem[] {
  if (!path.startsWith('server/src/') || allowed.test(path) || isTest(path)) return []
  const found = sql.exec(code) ?? builder.exec(code)
  if (!found) return []
  return [{ path, sentence: `${found[1]} is written by conversations/ alone: call it instead.` }]
}
