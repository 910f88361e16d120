import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** One file of ours, with its path from the top of the repository. */
export type Source = {
  path: string
  /** Comments blanked out, strings kept; line breaks are where they were. */
  code: string
  imports: Import[]
}

export type Import = {
  /** As written: 'node:fs', '@otklik/words', './queries.ts'. */
  specifier: string
  /** Path of the imported file, for a relative import. */
  target: string | undefined
  isTypeOnly: boolean
  /** The names between the braces, as written. */
  names: string
}

export type Problem = { path: string; sentence: string }

const everywhere = 'bin,protocol,words,server,web,widget,emulators,e2e,bench'

export function readSources(): Source[] {
  return globSync(`{${everywhere}}/**/*.{ts,tsx,sql,css,html}`, {
    exclude: (path) => /(^|\/)(node_modules|dist|fixtures)$/.test(path),
  })
    .sort()
    .map((path) => parseSource(path, readFileSync(path, 'utf8')))
}

export function parseSource(path: string, text: string): Source {
  if (path.endsWith('.html')) return { path, code: text, imports: [] }
  if (path.endsWith('.sql')) return { path, code: text.replaceAll(/--.*/g, ''), imports: [] }
  const code = blankComments(text)
  return { path, code, imports: listImports(path, code) }
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('server/src/testing/')
}

// Strings come first in the alternation, so that what looks like a comment inside one is kept.
const tokens =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*[\s\S]*?\*\/|\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*(?=\s*[.,;)\]}\n])/g

function blankComments(text: string): string {
  return text.replaceAll(tokens, (token) =>
    /^\/[/*]/.test(token) ? token.replaceAll(/[^\n]/g, ' ') : token,
  )
}

const statement =
  /(?:^|[;\n}])\s*(?:import|export)\s+(?<type>type\s)?(?<names>[\w$*{}\s,]*?)\bfrom\s*['"](?<from>[^'"]+)['"]/g
const bare = /(?:^|[;\n}])\s*import\s*['"](?<from>[^'"]+)['"]/g
const dynamic = /\bimport\(\s*['"](?<from>[^'"]+)['"]/g

function listImports(path: string, code: string): Import[] {
  return [statement, bare, dynamic].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ groups = {} }) => {
      const { from: specifier = '', names = '', type } = groups
      const isRelative = specifier.startsWith('.')
      const target = isRelative ? normalize(join(dirname(path), specifier)) : undefined
      return { specifier, target, isTypeOnly: type !== undefined, names: names.trim() }
    }),
  )
}
