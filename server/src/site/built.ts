import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { NotFoundError } from '../http/index.ts'

/** What `vite build widget` made. */
export interface Built {
  loader: string
  panel: string
  style: string
  /** Of the contents: what has this in its address never changes. */
  version: string
}

/** Read once, and again when it was built anew. Nothing is served where nothing is built. */
export function openBuilt(root: string | undefined): () => Built {
  let known: { builtAt: number; built: Built } | undefined
  return () => {
    const loaderFile = join(root ?? '', 'loader.js')
    if (root === undefined || !existsSync(loaderFile)) throw new NotFoundError()
    const builtAt = statSync(loaderFile).mtimeMs
    if (known?.builtAt === builtAt) return known.built
    const read = (name: string) => readFileSync(join(root, name), 'utf8')
    const files = { loader: read('loader.js'), panel: read('panel.js'), style: read('panel.css') }
    const all = createHash('sha256').update(Object.values(files).join('\0'))
    known = { builtAt, built: { ...files, version: all.digest('hex').slice(0, 16) } }
    return known.built
  }
}
