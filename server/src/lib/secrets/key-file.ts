import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createKeyRing, type KeyRing, SecretKeyError } from './key-ring.ts'

export interface KeySource {
  secretKey?: string
  secretKeyFile?: string
  previousSecretKeys: string[]
  dataDir: string
  /** Of the embedded database only, and only while nothing was sealed yet, a key may be made. */
  mayGenerate: boolean
  isEmbedded: boolean
}

export function openKeyRing(source: KeySource): KeyRing {
  return createKeyRing(findKey(source), source.previousSecretKeys)
}

function findKey(source: KeySource): string {
  const { secretKey, secretKeyFile, isEmbedded, mayGenerate, dataDir } = source
  if (secretKey) return secretKey
  if (secretKeyFile) return readKey(secretKeyFile, 'SECRET_KEY_FILE')
  if (!isEmbedded) {
    throw new SecretKeyError(
      'DATABASE_URL is set, and SECRET_KEY is not. Set it, or SECRET_KEY_FILE; make one with: ' +
        'openssl rand -base64 32',
    )
  }
  const file = join(dataDir, 'secret.key')
  if (mayGenerate) generateIfAbsent(file)
  return readKey(file, 'The secret key')
}

/** A second start at the same moment finds the first one's key: `wx` writes only a new file. */
function generateIfAbsent(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function readKey(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new SecretKeyError(
      `${what} cannot be read from ${file}. It is never made anew, because what was sealed with it ` +
        'would be lost: bring the file back, or set SECRET_KEY.',
      { cause },
    )
  }
}
