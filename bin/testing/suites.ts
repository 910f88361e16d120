import { globSync } from 'node:fs'

export type Suite = {
  name: string
  files: string[]
  flags: string[]
  /** So many processes take its files from each other, and each tests one after the other. */
  workers?: number
  /** These begin: whatever takes long at the end is waited for by everybody. */
  first?: RegExp
  needsDatabase: boolean
  needsBrowser?: true
  /** Runs in the second lane, beside whatever the first has reached, and is shown after it. */
  isBeside?: true
  /**
   * Its tests wait for what comes by itself. What failed beside others is tried once more alone, and
   * said to be so; what computes, and what counts broken promises, has one chance.
   */
  isTriedAgain?: true
  /** Of a file; most need less than the five minutes all of them have. */
  timeoutMs?: number
}

type Recipe = Omit<Suite, 'files'> & { takes(path: string): boolean }

const pure =
  /^(bin|protocol|words|web)\/|^server\/src\/(rules|lib)\/|^server\/src\/channels\/.*\/(translate|render)[^/]*$/

const simulation = /^server\/src\/rules\/(simulation|year)\./

/** In this order in their lanes; a file belongs to the first suite that takes it. */
const recipes: Recipe[] = [
  {
    name: 'decisions',
    takes: (path) => pure.test(path) && !simulation.test(path),
    // Thirty times faster than a process per file, and right for what touches nothing.
    flags: ['--test-isolation=none'],
    needsDatabase: false,
  },
  {
    name: 'server',
    takes: (path) => path.startsWith('server/') && !simulation.test(path),
    flags: [],
    workers: 3,
    first: /main\.|start-embedded|upgrade|access\/|convergence|taking|sends-once/,
    isTriedAgain: true,
    needsDatabase: true,
  },
  {
    name: 'simulation',
    takes: (path) => simulation.test(path),
    flags: ['--test-concurrency=1'],
    needsDatabase: false,
    isBeside: true,
  },
  {
    name: 'emulators',
    takes: (path) => path.startsWith('emulators/'),
    flags: [],
    workers: 1,
    isTriedAgain: true,
    needsDatabase: false,
    isBeside: true,
  },
  {
    name: 'faults',
    takes: (path) => /^e2e\/src\/faults[^/]*$/.test(path),
    flags: ['--test-concurrency=1'],
    needsDatabase: true,
    isBeside: true,
    // One minute here is five where everything is slow, and that is no failure.
    timeoutMs: 12 * 60_000,
  },
  {
    name: 'journeys',
    takes: (path) => /^(e2e|bench)\//.test(path),
    flags: ['--test-concurrency=3'],
    first: /quality|moving|channel-settings|schedule|vk/,
    isTriedAgain: true,
    needsDatabase: true,
    needsBrowser: true,
  },
]

/**
 * Two lanes: the suites of each follow each other, and neither waits for the other. What waits more
 * than it works shares two cores with what computes, to the end.
 */
export function chooseSuites(choice: { isLong: boolean; filters: string[] }): Suite[][] {
  const unclaimed = new Set(listTests(choice))
  const suites = recipes
    .map(({ takes, ...suite }) => {
      const files = [...unclaimed].filter(takes)
      for (const file of files) unclaimed.delete(file)
      const begins = (file: string) => suite.first?.test(file) ?? false
      return { ...suite, files: files.sort((a, b) => Number(begins(b)) - Number(begins(a))) }
    })
    .filter(({ files }) => files.length > 0)
  const isBeside = (suite: Suite) => suite.isBeside === true
  return [suites.filter((suite) => !isBeside(suite)), suites.filter(isBeside)].filter(
    (lane) => lane.length > 0,
  )
}

function listTests({ isLong, filters }: { isLong: boolean; filters: string[] }): string[] {
  return globSync('{bin,protocol,words,server,web,emulators,e2e,bench}/**/*.test.ts', {
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  })
    .filter((path) => isLong || !path.endsWith('.long.test.ts'))
    .filter((path) => filters.length === 0 || filters.some((part) => path.includes(part)))
    .sort()
}
