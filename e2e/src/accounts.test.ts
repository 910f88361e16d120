import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Session } from '@otklik/protocol'
import type { BegunSecondFactor, InstallationAccount } from '@otklik/protocol/settings'

import { startChild } from './kit/child.ts'
import { Client, freePorts, makeDataDir, removeDataDir, ServerProcess, totp } from './kit/index.ts'

const dataDir = makeDataDir('accounts')
const password = 'a long walk by the sea'
let server: ServerProcess
let client: Client
before(async () => {
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const environment = { SANDBOX_PORT: String(sandboxPort), DEMO: '0' }
  server = new ServerProcess({ dataDir, port, environment })
  await server.start()
  client = new Client(server.url)
  const first = { companyName: 'Верба Мебель', name: 'Пётр Гущин', email: 'petr@verba.example' }
  await client.setUp({ ...first, password })
})
after(async () => {
  await server.stop()
  removeDataDir(dataDir)
})

interface Ran {
  code: number | null
  output: string
}

/** As `npm run accounts --` does it, beside the server. */
const run = (...words: string[]): Promise<Ran> => runScript('bin/accounts.ts', words)

async function runScript(script: string, words: string[], environment = {}): Promise<Ran> {
  const child = startChild({
    script,
    scriptArguments: words,
    environment: { DATA_DIR: dataDir, PUBLIC_URL: server.url, ...environment },
    logFile: '/dev/null',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += String(text)
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

const wanted = ['--name', 'Ясень', '--owner-name', 'Ольга', '--owner-email', 'olga@yasen.example']

test('makes a company beside a running server, and its owner comes by the link', async () => {
  const { code, output } = await run('create', ...wanted)
  assert.equal(code, 0, output)
  const path = /\/invitations\/\S+/.exec(output)?.[0]
  const owner = new Client(server.url)
  const accepted = await owner.ask<Session>('POST', `/api/v1${path}/acceptance`, {
    name: 'Ольга',
    password,
  })
  assert.deepEqual([accepted.account.name, accepted.operator.role], ['Ясень', 'owner'])
  const listed = await run('list')
  assert.match(listed.output, /Верба Мебель {2}\(works; people: 1/)
  assert.match(listed.output, /Ясень {2}\(works; people: 1, channels: 0/)
})

test('suspends by a name in any case and resumes by an id', async () => {
  assert.equal((await run('suspend', 'ясень')).code, 0)
  const all = await client.ask<InstallationAccount[]>('GET', '/api/v1/installation/accounts')
  const yasen = all.find(({ name }) => name === 'Ясень')
  assert.equal(yasen?.isSuspended, true)
  assert.match((await run('list')).output, /Ясень {2}\(suspended/)
  const { code, output } = await run('resume', yasen!.id)
  assert.equal(code, 0, output)
})

test('gives the installation to somebody else', async () => {
  const { code, output } = await run('grant-installation', 'OLGA@yasen.example')
  assert.equal(code, 0, output)
  const olga = new Client(server.url)
  const session = await olga.ask<Session>('POST', '/api/v1/session', {
    email: 'olga@yasen.example',
    password,
  })
  assert.equal(session.ownsInstallation, true)
})

test('says what is wrong, in a sentence', async () => {
  for (const [words, sentence] of [
    [[], /npm run accounts -- list/],
    [['create', '--name', 'Ива'], /Look at --owner-name, --owner-email/],
    [['suspend', 'Ива'], /There is no company Ива/],
    [['suspend'], /Name a company by its id or its name/],
    [['grant-installation', 'nobody@verba.example'], /Nobody here signs in as/],
    [['create', '--colour', 'green'], /--colour[\s\S]*npm run accounts/],
    [['invite', 'Ясень'], /Its owner has come already/],
  ] as const) {
    const { code, output } = await run(...words)
    assert.equal(code, 1, output)
    assert.match(output, sentence)
    assert.doesNotMatch(output, /\n {4}at /)
  }
})

test('[H-48] exchanges the key of all secrets by a command, beside the running server', async () => {
  const begun = await client.ask<BegunSecondFactor>('POST', '/api/v1/second-factor', { password })
  const keyFile = join(dataDir, 'secret.key')
  const former = { SECRET_KEY_PREVIOUS: readFileSync(keyFile, 'utf8').trim() }
  await server.stop()
  writeFileSync(keyFile, randomBytes(32).toString('base64'))
  await server.start(former)
  const { code, output } = await runScript('bin/reseal.ts', [], former)
  assert.equal(code, 0, output)
  assert.match(output, /^Sealed anew: [1-9]/m)
  assert.match((await runScript('bin/reseal.ts', [], former)).output, /^Sealed anew: 0\./m)
  // From here on nobody has the old one, and what it had sealed opens.
  await server.stop()
  await server.start()
  await client.ask('PUT', '/api/v1/second-factor/confirmation', {
    code: totp(begun.secret, new Date()),
  })
})
