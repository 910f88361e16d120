/**
 * Preloaded into a server (`--import`) by the harness: gives it the edited lines of FAULT_PLANTS
 * when it reads its own sources, TypeScript and SQL.
 */
import fs from 'node:fs/promises'
import { registerHooks, syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'

import { edited, editsOf } from './edits.ts'

const root = new URL('../../../../', import.meta.url)
const edits = editsOf((process.env.FAULT_PLANTS ?? '').split(',').filter(Boolean))

function plantIn(path: string, source: string): string {
  const here = edits.filter(({ file }) => path === fileURLToPath(new URL(file, root)))
  return here.reduce(edited, source)
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.startsWith('file:') || !loaded.source) return loaded
    const path = fileURLToPath(url)
    if (!edits.some(({ file }) => path.endsWith(file))) return loaded
    return { ...loaded, source: plantIn(path, Buffer.from(loaded.source as Uint8Array).toString()) }
  },
})

const readFile = fs.readFile
const readEdited = async (...parameters: Parameters<typeof readFile>) => {
  const content = await readFile(...parameters)
  const [place] = parameters
  const path = place instanceof URL ? fileURLToPath(place) : place
  return typeof content === 'string' && typeof path === 'string' ? plantIn(path, content) : content
}
Object.assign(fs, { readFile: readEdited })
syncBuiltinESMExports()
