import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { startEmulators } from './index.ts'
import { openSandbox, Sandbox } from './test-kit.ts'

async function makeDataDir(t: TestContext): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-restart-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

test('remembers everything after a restart', async (t) => {
  const dataDir = await makeDataDir(t)
  const before = new Sandbox(await startEmulators({ port: 0, dataDir }))
  await before.createBot()
  const person = await before.acquaintance('Ирина')
  await person.do('media', { kind: 'photo' })
  await before.result('sendMessage', { chat_id: person.id, text: 'ответ' })
  await before.fault({ kind: 'garbage', chat: 42 })
  await before.emulators.close()
  // A kill in the middle of a write leaves half a line.
  await appendFile(join(dataDir, 'sandbox', 'state.jsonl'), '["message","7100000001:5')

  const after = await openSandbox(t, { dataDir })
  assert.equal((await after.sent())[0].text, 'ответ')
  const updates = await after.updates()
  assert.deepEqual(
    updates.map((update) => update.message.message_id),
    [1, 2],
  )
  const { file_id } = updates[1].message.photo[0]
  assert.ok((await after.result('getFile', { file_id })).file_path)
  const next = await after.result('sendMessage', { chat_id: person.id, text: 'ещё' })
  assert.equal(next.message_id, 4)
  assert.equal((await after.control('GET', '/bots/7100000001/faults')).length, 1)
  await after.emulators.flush()
})

test('survives a kill and ends with its parent', async (t) => {
  const dataDir = await makeDataDir(t)
  const start = async () => {
    const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
      env: { PATH: process.env.PATH, SANDBOX_PORT: '0', DATA_DIR: dataDir, OTKLIK_CHILD: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    t.after(() => child.kill('SIGKILL'))
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    return { child, url: line.replace('Sandbox on ', '') }
  }
  const first = await start()
  const made = await fetch(`${first.url}/telegram/_control/bots`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Acme"}',
  })
  assert.equal(made.status, 200)
  await new Promise((resolve) => setTimeout(resolve, 200))
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const second = await start()
  const bots = (await (await fetch(`${second.url}/telegram/_control/bots`)).json()) as unknown[]
  assert.equal(bots.length, 1)
  second.child.stdin.end()
  const [code] = await once(second.child, 'exit')
  assert.equal(code, 0)
})
