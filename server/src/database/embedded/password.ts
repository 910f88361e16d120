import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveToPerson } from './home.ts'
import type { Owner } from './owner.ts'

/** The superuser's password, made once with the cluster and readable by its keeper alone. */
export function openPassword(home: string, folder: string, owner: Owner | undefined): string {
  const file = join(home, 'password')
  if (existsSync(folder) && !existsSync(file)) {
    throw new Error(`${file} is missing: put it back from a backup, the database asks for it.`)
  }
  if (!existsSync(file)) makePassword(file, owner)
  return readFileSync(file, 'utf8')
}

/** Written aside and linked, so that a start at the same moment never reads half of it. */
function makePassword(file: string, owner: Owner | undefined): void {
  const aside = `${file}-${randomBytes(6).toString('hex')}`
  writeFileSync(aside, randomBytes(24).toString('base64url'), { mode: 0o600 })
  giveToPerson(aside, owner)
  try {
    linkSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(aside)
  }
}
