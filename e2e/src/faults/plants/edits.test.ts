import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { edited, editsOf, mutants, tools } from './edits.ts'

// Who changes such a line finds out here, and not when a long run says that a bug was not seen.
for (const name of [...Object.keys(mutants), ...Object.keys(tools)]) {
  test(`can plant ${name}`, () => {
    for (const edit of editsOf([name])) {
      const file = new URL(`../../../../${edit.file}`, import.meta.url)
      const before = readFileSync(file, 'utf8')
      assert.notEqual(edited(before, edit), before)
    }
  })
}

test('knows twelve bugs, and no other names', () => {
  assert.equal(Object.keys(mutants).length, 12)
  assert.throws(() => editsOf(['no-such-bug']), /there is no no-such-bug/)
})
