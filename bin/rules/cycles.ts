import type { Problem, Source } from './source.ts'

/** Types count too: two files that cannot be read one after the other are one file. */
export function checkCycles(sources: Source[]): Problem[] {
  const imports = new Map(
    sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  )
  const done = new Set<string>()
  const problems: Problem[] = []

  function visit(path: string, way: string[]): void {
    const start = way.indexOf(path)
    if (start >= 0) {
      const cycle = [...way.slice(start), path].join(' → ')
      problems.push({ path, sentence: `These files import each other: ${cycle}.` })
      return
    }
    if (done.has(path)) return
    for (const next of imports.get(path) ?? []) visit(next, [...way, path])
    done.add(path)
  }

  for (const path of imports.keys()) visit(path, [])
  return problems
}
