import { globSync } from 'node:fs'

export type Suite = { name: string; files: string[]; flags: string[]; needsDatabase: boolean }

type Recipe = Omit<Suite, 'files'> & { takes(path: string): boolean }

const pure =
  /^(bin|protocol|words|web)\/|^server\/src\/(rules|lib)\/|^server\/src\/channels\/.*\/(translate|render)[^/]*$/

const simulation = /^server\/src\/rules\/(simulation|year)\./

/** In this order; a file belongs to the first suite that takes it. */
const recipes: Recipe[] = [
  {
    name: 'decisions',
    takes: (path) => pure.test(path) && !simulation.test(path),
    // Thirty times faster than a process per file, and right for what touches nothing.
    flags: ['--test-isolation=none'],
    needsDatabase: false,
  },
  // Long, and each of them on one core.
  {
    name: 'simulation',
    takes: (path) => simulation.test(path),
    flags: ['--test-concurrency=2'],
    needsDatabase: false,
  },
  {
    name: 'server',
    takes: (path) => path.startsWith('server/'),
    flags: ['--test-concurrency=2'],
    needsDatabase: true,
  },
  {
    name: 'emulators',
    takes: (path) => path.startsWith('emulators/'),
    flags: ['--test-concurrency=2'],
    needsDatabase: false,
  },
  {
    name: 'crash',
    takes: (path) => /^e2e\/src\/crash[^/]*$/.test(path),
    flags: ['--test-concurrency=1'],
    needsDatabase: true,
  },
  // A journey waits more than it works: two of them share two cores and hinder nobody.
  {
    name: 'journeys',
    takes: (path) => /^(e2e|bench)\//.test(path),
    flags: ['--test-concurrency=2'],
    needsDatabase: true,
  },
]

export function chooseSuites(choice: { isLong: boolean; filters: string[] }): Suite[] {
  const unclaimed = new Set(listTests(choice))
  return recipes
    .map(({ takes, ...suite }) => {
      const files = [...unclaimed].filter(takes)
      for (const file of files) unclaimed.delete(file)
      return { ...suite, files }
    })
    .filter(({ files }) => files.length > 0)
}

function listTests({ isLong, filters }: { isLong: boolean; filters: string[] }): string[] {
  return globSync('{bin,protocol,words,server,web,emulators,e2e,bench}/**/*.test.ts', {
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  })
    .filter((path) => isLong || !path.endsWith('.long.test.ts'))
    .filter((path) => filters.length === 0 || filters.some((part) => path.includes(part)))
    .sort()
}
