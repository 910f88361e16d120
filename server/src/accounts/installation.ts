import type { Database } from '../database/index.ts'
import {
  createKeyCheck,
  createSecretBox,
  isKeyCheckOld,
  openKeyRing,
  type SecretBox,
} from '../lib/secrets/index.ts'

export interface SecretSettings {
  databaseUrl?: string
  secretKey?: string
  secretKeyFile?: string
  previousSecretKeys: string[]
  dataDir: string
}

/** Opens the secrets of this installation, or refuses to start with a key that is not theirs. */
export async function openSecrets(
  database: Database,
  settings: SecretSettings,
): Promise<SecretBox> {
  const { rows } = await database.query<{ key_check: string | null }>(
    'select key_check from installation',
  )
  const check = rows[0]?.key_check ?? undefined
  const keys = openKeyRing({
    ...settings,
    isEmbedded: settings.databaseUrl === undefined,
    mayGenerate: check === undefined,
  })
  if (check === undefined || isKeyCheckOld(keys, check)) {
    await database.query(
      `insert into installation (key_check) values ($1)
       on conflict (only_row) do update set key_check = excluded.key_check`,
      [createKeyCheck(keys)],
    )
  }
  return createSecretBox(keys)
}
