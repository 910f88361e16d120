import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'

const read = (path: string) => readFileSync(path, 'utf8')
const documents = globSync(['*.md', '{docs,emulators}/**/*.md']).sort()
const isFound = (path: string) =>
  ['', 'server/src', 'web/src'].some((root) => existsSync(join(root, path)))

/** Of the headings, as they are linked to. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
}

describe('a document', () => {
  test('links to what is there', () => {
    const lost = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!\w+:)([^)\s#]*)#?([^)\s]*)\)/g)]
        .filter(([, to = '', anchor = '']) => {
          const target = to ? join(dirname(path), decodeURI(to)) : path
          if (!existsSync(target)) return true
          return anchor !== '' && !anchorsOf(read(target)).includes(decodeURI(anchor))
        })
        .map(([link]) => `${path}: ${link}`),
    )
    assert.deepEqual(lost, [])
  })

  test('names commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const ofBench = new Set([...read('bin/bench').matchAll(/^(\w+)\) /gm)].map(([, name]) => name))
    const lost = documents.flatMap((path) =>
      [...read(path).matchAll(/npm run (?:--silent )?([\w:]+)(?: -- ([a-z]+))?/g)]
        .filter(([, name = '', part]) => {
          if (!(name in scripts)) return true
          return name === 'bench' && part !== undefined && !ofBench.has(part)
        })
        .map(([command]) => `${path}: ${command}`),
    )
    assert.deepEqual(lost, [])
  })
})

describe('the answers to ASVS', () => {
  const text = read('docs/asvs.md')
  const lines = [
    ...text.matchAll(/^\| (\d+\.\d+\.\d+) \|.*?\| (met|n\/a|accepted|\*\*open\*\*) \|/gm),
  ]
  const count = (answer: string) => lines.filter(([, , given]) => given === answer).length

  test('are counted as they are', () => {
    const applicable = lines.length - count('n/a')
    const told =
      `Of ${lines.length}, ${count('n/a')} are about nothing of ours. Of the other ${applicable}, ` +
      `${count('met')} are met, ${count('accepted')} accepted and ${count('**open**')} open.`
    assert.ok(text.includes(told), told)
    assert.equal(new Set(lines.map(([, number]) => number)).size, 253)
  })

  test('name files that there are', () => {
    const named = [...text.matchAll(/`([\w./-]+\.(?:ts|tsx))`/g)].map(([, path = '']) => path)
    assert.ok(named.length > 100)
    assert.deepEqual(
      named.filter((path) => !isFound(path)),
      [],
    )
  })
})

test('every hostile case has a test that bears its mark', () => {
  const tests = globSync('{server,web,e2e}/**/*.test.ts', {
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  })
  const borne = new Set(
    tests.flatMap((path) => [...read(path).matchAll(/\[(H-\d\d)\]/g)].map(([, mark]) => mark)),
  )
  const marks = [...read('docs/rules.md').matchAll(/^\| (H-\d\d) \|/gm)].map(([, mark]) => mark)
  assert.equal(marks.length, 48)
  assert.deepEqual(
    marks.filter((mark) => !borne.has(mark)),
    [],
  )
})
