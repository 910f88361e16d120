import { randomInt } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface DemoPerson {
  name: string
  email: string
  role: string
  password: string
}

const fileIn = (dataDir: string) => join(dataDir, 'demo-passwords.json')

export async function readDemoPasswords(dataDir: string): Promise<DemoPerson[] | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as DemoPerson[]
  } catch {
    return undefined // Absent or spoiled: they are made anew.
  }
}

/** Renamed into place: a start that is killed leaves the whole file or none. */
export async function writeDemoPasswords(dataDir: string, people: DemoPerson[]): Promise<void> {
  const draft = `${fileIn(dataDir)}.draft`
  await rm(draft, { force: true })
  await writeFile(draft, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, fileIn(dataDir))
}

export async function removeDemoPasswords(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true })
}

/** 62 bits in three groups that can be read from a terminal: no 0 and o, no 1 and l. */
export function createDemoPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${group()}-${group()}-${group()}`
}
