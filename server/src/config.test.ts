import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { ConfigError, readConfig } from './config.ts'
import { listPlainWires } from './lib/plain-wires.ts'

describe('the environment', () => {
  test('may be empty', () => {
    const config = readConfig({})
    assert.equal(config.port, 3000)
    assert.equal(config.sandboxPort, 3001)
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.isLoopback, true)
    assert.equal(config.demo, 'auto')
    assert.equal('publicUrl' in config, false)
  })

  test('names platforms only by what their variables are called', () => {
    const config = readConfig({ ANY_API_URL: 'http://127.0.0.1:9000/any/', OTHER_URL: 'x' })
    assert.deepEqual(config.platformApiUrls, { any: 'http://127.0.0.1:9000/any' })
  })

  test('is refused with one sentence per variable', () => {
    const wrong = { PORT: 'http', DEMO: 'yes', PUBLIC_URL: 'example.com', TRUST_PROXY: 'true' }
    assert.throws(
      () => readConfig(wrong),
      (error) => {
        assert.ok(error instanceof ConfigError)
        const named = error.message.split('\n').map((line) => line.split(' ')[0])
        assert.deepEqual(named.sort(), Object.keys(wrong).sort())
        return true
      },
    )
  })

  test('is told where a wire to another machine is plain', () => {
    const plainOf = (told: Record<string, string>) => listPlainWires(readConfig(told))
    const cluster = { CLUSTER: '1', FILES_URL: 'file:///srv', DATABASE_URL: 'postgres:///otklik' }
    for (const told of [
      { DATABASE_URL: 'postgres://db.example/otklik' },
      { DATABASE_URL: 'postgres://db.example/otklik?sslmode=prefer' },
      { SMTP_URL: 'smtp://mail.example' },
      { ...cluster, NATS_URL: 'tls://one.example,nats://two.example' },
    ]) {
      assert.deepEqual(plainOf(told), Object.keys(told).slice(-1), JSON.stringify(told))
    }
    for (const told of [
      {},
      { DATABASE_URL: 'postgres://db.example/otklik?sslmode=verify-full' },
      { DATABASE_URL: 'postgres://127.0.0.1:5432/otklik', SMTP_URL: 'smtps://mail.example' },
      { ...cluster, NATS_URL: 'nats://[::1]:4222', SMTP_URL: 'smtp://localhost:25' },
    ]) {
      assert.deepEqual(plainOf(told), [], JSON.stringify(told))
    }
  })

  test('asks several processes for what they must have in common', () => {
    const told = { CLUSTER: '1', DATABASE_URL: 'postgres://db/otklik', FILES_URL: 'file:///srv' }
    assert.equal(readConfig(told).isClustered, true)
    for (const name of ['DATABASE_URL', 'FILES_URL'] as const) {
      assert.throws(() => readConfig({ ...told, [name]: '' }), new RegExp(`${name} is not`))
    }
    assert.throws(() => readConfig({ ...told, DEMO: '1' }), /a demo runs alone/)
    const secret = 'https://key:hunter2@/'
    assert.throws(
      () => readConfig({ ...told, FILES_URL: secret }),
      (error) => error instanceof ConfigError && !error.message.includes('hunter2'),
    )
  })

  test('never repeats a password in a complaint', () => {
    assert.throws(
      () => readConfig({ SMTP_URL: 'mail://me:hunter2@example.com', DATABASE_URL: 'x:hunter2' }),
      (error) => error instanceof ConfigError && !error.message.includes('hunter2'),
    )
  })

  test('counts an empty variable as absent', () => {
    assert.equal(readConfig({ DATABASE_URL: '', PORT: ' ' }).port, 3000)
  })

  test('tells a secure address from a plain one', () => {
    assert.equal(readConfig({ PUBLIC_URL: 'https://help.example/' }).isHttps, true)
    assert.equal(
      readConfig({ PUBLIC_URL: 'https://help.example/' }).publicUrl,
      'https://help.example',
    )
    assert.equal(readConfig({ PUBLIC_URL: 'http://localhost:3000' }).isHttps, false)
  })
})

test('reads what is set for one platform by its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-ca-'))
  const file = join(folder, 'ca.pem')
  writeFileSync(file, '-----BEGIN CERTIFICATE-----')
  const config = readConfig({
    TRIAL_CA_FILE: file,
    TWO_WORDS_APP_ID: '42',
    TWO_WORDS_APP_SECRET: 'secret',
  })
  assert.deepEqual(config.platformCertificates, { trial: '-----BEGIN CERTIFICATE-----' })
  assert.deepEqual(config.platformApps, { 'two-words': { id: '42', secret: 'secret' } })
  assert.throws(() => readConfig({ TRIAL_APP_ID: '42' }), /TRIAL_APP_SECRET is not/)
  assert.throws(() => readConfig({ TRIAL_CA_FILE: join(folder, 'none') }), /cannot be read/)
  rmSync(folder, { recursive: true })
})
