import { readdirSync, readFileSync } from 'node:fs'

export interface Fixtures {
  names: string[]
  read(name: string): Buffer
}

/** The real payloads in the `fixtures` folder beside a test. */
export function openFixtures(testUrl: string): Fixtures {
  const folder = new URL('./fixtures/', testUrl)
  return {
    names: readdirSync(folder).map((file) => file.replace(/\.json$/, '')),
    read: (name) => readFileSync(new URL(`${name}.json`, folder)),
  }
}
