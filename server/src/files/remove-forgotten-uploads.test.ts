import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { before, test } from 'node:test'
import { v7 as newId } from 'uuid'

import { atEnd, createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { previewKeyOf } from './file-row.ts'
import { createStorage, removeForgottenUploads } from './index.ts'

let world: TestApp
let anna: Member
const folder = mkdtempSync(join(tmpdir(), 'otklik-files-'))
const storage = createStorage(folder)
before(async () => {
  world = await createTestApp()
  anna = await world.signUp('operator')
  atEnd(async () => rmSync(folder, { recursive: true, force: true }))
})

const put = (key: string) =>
  storage.keep(key, Readable.from(['x']), {
    ...{ maxBytes: 10, besideKey: `${key} beside` },
    look: async () => {},
  })

async function keep(given: { ageHours: number; messageId?: string; isUpload?: boolean }) {
  const id = newId()
  for (const key of [id, previewKeyOf(id)]) await put(key)
  await world.database.query(
    `insert into files (account_id, id, message_id, uploaded_by, kind, name, state, has_preview,
       storage_key, created_at)
     values ($1, $2, $3, $4, 'image', 'x.png', 'stored', true, $5, now() - interval '1 hour' * $6)`,
    [
      anna.accountId,
      id,
      given.messageId ?? null,
      given.isUpload === false ? null : anna.operatorId,
      id,
      given.ageHours,
    ],
  )
  return id
}

test('removes an upload nobody sent within a day', async () => {
  const forgotten = await keep({ ageHours: 25 })
  const kept = await Promise.all([
    keep({ ageHours: 23 }),
    keep({ ageHours: 25, messageId: newId() }),
    keep({ ageHours: 25, isUpload: false }),
  ])
  assert.equal(await removeForgottenUploads({ database: world.database, storage }), 1)
  const { rows } = await world.database.query<{ id: string }>('select id from files order by id')
  assert.deepEqual(rows.map(({ id }) => id).toSorted(), kept.toSorted())
  assert.equal(await storage.has(forgotten), false)
  assert.equal(await storage.has(previewKeyOf(forgotten)), false)
  for (const id of kept) assert.ok(await storage.has(id))
})

test('removes what a killed process did not write to its end, a day later', async () => {
  let partial = ''
  await storage.keep('whole', Readable.from(['x']), {
    ...{ maxBytes: 10, besideKey: 'beside' },
    look: async (path) => {
      partial = path
    },
  })
  // The archive and the backup leave it out by its name.
  assert.match(partial, /\.part$/)
  const place = dirname(partial)
  assert.deepEqual(readdirSync(place), [])
  leave(join(place, 'old.part'), 25)
  leave(join(place, 'young.part'), 23)
  await storage.removePartial()
  assert.deepEqual(readdirSync(place), ['young.part'])
  assert.ok(await storage.has('whole'))
})

test('removes what an earlier version left beside its target, when it starts', async () => {
  const own = mkdtempSync(join(tmpdir(), 'otklik-files-'))
  atEnd(async () => rmSync(own, { recursive: true, force: true }))
  const place = join(own, newId(), 'f3')
  mkdirSync(place, { recursive: true })
  const file = newId()
  const part = () => `${file}.${randomUUID()}.part`
  const [young, odd] = [part(), 'a.part']
  for (const name of [file, `${file}.preview`, part(), odd]) leave(join(place, name), 25)
  leave(join(place, young), 23)
  await createStorage(own).removePartial()
  assert.deepEqual(readdirSync(place).toSorted(), [odd, file, young, `${file}.preview`].toSorted())
})

function leave(path: string, ageHours: number): void {
  writeFileSync(path, 'x')
  const at = Date.now() / 1000 - ageHours * 3600
  utimesSync(path, at, at)
}
