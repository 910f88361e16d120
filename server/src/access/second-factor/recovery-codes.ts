import { createHash, randomInt } from 'node:crypto'

import type { Queryable } from '../../database/index.ts'

const COUNT = 10
/** No 0 and o, no 1 and l: they are copied from paper. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Ten fresh ones in place of all others, to be shown once: only what they come to is kept. */
export async function issueRecoveryCodes(client: Queryable, userId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, createCode)
  await client.query('delete from recovery_codes where user_id = $1', [userId])
  await client.query(
    'insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])',
    [userId, codes.map(hashCode)],
  )
  return codes
}

/** Whether it was one of theirs; it is none any more. */
export async function spendRecoveryCode(
  client: Queryable,
  userId: string,
  code: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'delete from recovery_codes where user_id = $1 and code_hash = $2',
    [userId, hashCode(code)],
  )
  return rowCount === 1
}

/** 120 bits in six groups. */
function createCode(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 6 }, group).join('-')
}

/** A fast hash is enough: nobody guesses 120 bits. */
function hashCode(code: string): Buffer {
  const plain = code.toLowerCase().replace(/[\s-]/g, '')
  return createHash('sha256').update(plain).digest()
}
