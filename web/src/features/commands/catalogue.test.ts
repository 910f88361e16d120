import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { namedCommands, placeOfCommand } from './catalogue.ts'

const sources = fileURLToPath(new URL('../../', import.meta.url))

test('every command of the catalogue is offered by something', () => {
  const offering = globSync('{app,features}/**/*.{ts,tsx}', { cwd: sources })
    .map((path) => readFileSync(`${sources}${path}`, 'utf8'))
    .filter((text) => /\buseCommands\b|\bOffers\b/.test(text))
    .join('\n')
  const missing = namedCommands.filter(
    (id) =>
      !placeOfCommand(id).isFixed && !new RegExp(`[{,\\s]'?${id}'?(:|\\s*[,}])`).test(offering),
  )
  assert.deepEqual(missing, [])
})
