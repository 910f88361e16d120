import type { Problem } from './source.ts'

interface Lockfile {
  packages: Record<
    string,
    { version?: string; resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean }
  >
}

type Dependencies = Record<string, string>

/** What is installed is what was looked at: whole, from wherever the installer's registry is. */
export function checkLockfile({ packages }: Lockfile): Problem[] {
  return Object.entries(packages).flatMap(([name, { resolved, integrity, link, inBundle }]) => {
    const problem = (sentence: string) => [{ path: 'package-lock.json', sentence }]
    if (link || inBundle || !name.includes('node_modules/')) return []
    if (resolved)
      return problem(
        `${name} names where it came from: npm install --omit-lockfile-registry-resolved.`,
      )
    if (!integrity) return problem(`${name} has no integrity: it could be anything.`)
    return []
  })
}

/** Exact: a range lets in a version that nobody has tried. */
export function checkVersions(path: string, manifest: Record<string, unknown>): Problem[] {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  return kinds.flatMap((kind) =>
    Object.entries((manifest[kind] as Dependencies | undefined) ?? {}).flatMap(([name, version]) =>
      /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
        ? []
        : [{ path, sentence: `${name} is «${version}»: name one version exactly.` }],
    ),
  )
}
