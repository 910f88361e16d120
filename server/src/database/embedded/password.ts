import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveToPerson } from './home.ts'
import type { Owner } from './owner.ts'

/** The superuser's password, made once with the cluster and readable by its keeper alone. */
export function openPassword(home: string, folder: string, owner: Owner | undefined): string {
  const file = join(home, 'password')
  if (existsSync(folder) && !existsSync(file)) {
    throw new Error(`${file} is missing: put it back from a backup, the database asks for it.`)
  }
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 })
    giveToPerson(file, owner)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
