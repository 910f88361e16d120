import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BotDraft, Scenario } from '@otklik/protocol/settings'

import { ApiFailure } from '../../api/failure.ts'
import { DraftSaver, type SavingState } from './draft-saver.ts'

const drawn = (start: string | null): Scenario => ({ format: 1, start, steps: [] })
const stored = (draftVersion: number, scenario: Scenario): BotDraft => ({
  draftVersion,
  scenario,
  problems: [],
  savedAt: '2026-10-03T11:31:00.000Z',
  savedBy: 'Анна Лебедева',
})
const refusal = (status: number, code: string) =>
  new ApiFailure(status, { error: { code, message: code }, requestId: '' })

/** A server that keeps one draft, and can be told what to refuse the next save with. */
function makeServer() {
  const server = {
    draft: stored(1, drawn(null)),
    saves: 0,
    refusals: [] as ApiFailure[],
    async load() {
      return server.draft
    },
    async save({ draftVersion, scenario }: { draftVersion: number; scenario: Scenario }) {
      await Promise.resolve()
      server.saves += 1
      const refused = server.refusals.shift()
      if (refused) throw refused
      if (draftVersion !== server.draft.draftVersion) throw refusal(409, 'changed-meanwhile')
      server.draft = stored(draftVersion + 1, structuredClone(scenario))
      return server.draft
    },
  }
  return server
}

const patience = { settleMs: 5, againMs: 10 }

function settled(saver: DraftSaver, isSo: (state: SavingState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo(saver.state.get())) return
      stop()
      resolve()
    }
    const stop = saver.state.subscribe(look)
    look()
  })
}

test('what is drawn is saved by itself, once for several changes', async () => {
  const server = makeServer()
  const saver = new DraftSaver(server.draft, server, patience)
  saver.hold(drawn('a'))
  saver.hold(drawn('ab'))
  assert.equal(saver.state.get().isDirty, true)
  await settled(saver, ({ isDirty }) => !isDirty)
  assert.deepEqual([server.draft.scenario.start, server.saves], ['ab', 1])
})

test('what is drawn while a save is under way is saved after it', async () => {
  const server = makeServer()
  const saver = new DraftSaver(server.draft, server, patience)
  saver.hold(drawn('first'))
  const saving = saver.flush()
  saver.hold(drawn('second'))
  assert.equal(await saving, false)
  await settled(saver, ({ isDirty }) => !isDirty)
  assert.deepEqual([server.draft.scenario.start, server.draft.draftVersion], ['second', 3])
})

test('without a connection it is tried again', async () => {
  const server = makeServer()
  server.refusals.push(refusal(0, 'no-connection'))
  const saver = new DraftSaver(server.draft, server, patience)
  saver.hold(drawn('a'))
  await settled(saver, ({ failure }) => failure !== undefined)
  await settled(saver, ({ isDirty }) => !isDirty)
  assert.equal(server.saves, 2)
})

test('what is refused waits until something else is drawn', async () => {
  const server = makeServer()
  server.refusals.push(refusal(400, 'invalid'))
  const saver = new DraftSaver(server.draft, server, patience)
  const wrong = drawn('wrong')
  saver.hold(wrong)
  assert.equal(await saver.flush(), false)
  assert.equal(saver.state.get().failure?.scenario, wrong)
  saver.hold(drawn('right'))
  assert.equal(saver.state.get().failure, undefined)
  await settled(saver, ({ isDirty }) => !isDirty)
  assert.deepEqual([server.draft.scenario.start, server.saves], ['right', 2])
})

test('two authors do not overwrite each other without being asked', async () => {
  const server = makeServer()
  const saver = new DraftSaver(server.draft, server, patience)
  server.draft = stored(2, drawn('theirs'))
  saver.hold(drawn('mine'))
  assert.equal(await saver.flush(), false)
  assert.ok(saver.state.get().conflict)
  saver.hold(drawn('mine, more'))
  assert.equal(await saver.flush(), false)
  assert.deepEqual([server.draft.scenario.start, server.saves], ['theirs', 1])

  await saver.saveMine()
  assert.equal(server.draft.scenario.start, 'mine, more')
  assert.deepEqual([saver.state.get().isDirty, saver.state.get().conflict], [false, undefined])
})

test('what another author saved can be taken instead', async () => {
  const server = makeServer()
  const saver = new DraftSaver(server.draft, server, patience)
  server.draft = stored(2, drawn('theirs'))
  saver.hold(drawn('mine'))
  await saver.flush()
  const theirs = await saver.takeTheirs()
  saver.hold(theirs)
  assert.equal(theirs.start, 'theirs')
  assert.equal(saver.state.get().isDirty, false)
})
