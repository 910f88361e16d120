import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('./shim.c', import.meta.url))
const compilers = ['cc', 'gcc', 'clang']

/** What remembers the writes of PostgreSQL that are not synced yet. */
export interface Shim {
  /** Where it keeps them, a file for each file. */
  folder: string
  /** What the server has to be started with. */
  environment: Record<string, string>
}

/** Why this machine cannot have its power cut; undefined where it can. */
export function lacksShim(): string | undefined {
  if (process.platform !== 'linux') return 'a power cut needs Linux'
  return findCompiler() ? undefined : 'a power cut needs a C compiler (cc, gcc or clang)'
}

export function buildShim(dataDir: string): Shim {
  const library = join(dataDir, 'power-shim.so')
  const folder = join(dataDir, 'unsynced')
  const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Werror', '-o', library, source, '-ldl']
  const built = spawnSync(findCompiler() ?? 'cc', flags, { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the shim was not built: ${built.stderr}`)
  // PostgreSQL may run as somebody else.
  chmodSync(library, 0o755)
  mkdirSync(folder)
  chmodSync(folder, 0o777)
  return { folder, environment: { FAULT_SHIM: library, FAULT_UNDO_FOLDER: folder } }
}

/** From now on nothing can be written to the database's files, or it can again. */
export function setDiskFull({ folder }: Shim, isFull: boolean): void {
  const note = join(folder, 'full')
  if (isFull) writeFileSync(note, '')
  else rmSync(note, { force: true })
}

function findCompiler(): string | undefined {
  return compilers.find((name) => spawnSync(name, ['--version']).status === 0)
}
