import type { Queryable } from '../database/index.ts'

/** False when nobody here has that address. */
export async function grantInstallation(client: Queryable, email: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update users set owns_installation = true where lower(email) = lower($1) and disabled_at is null`,
    [email.trim()],
  )
  return rowCount === 1
}
