/** What every platform must do, told once. A platform registers with samples of its own. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'

import fc from 'fast-check'

import { chooseProvider } from '../choose-provider.ts'
import type { Connection, WebhookRequest } from '../contract.ts'
import { type ChannelError, ForgedWebhookError } from '../errors.ts'
import type { ChannelSample } from './channel-sample.ts'
import { testEnvironment } from './environment.ts'
import { type Answer, ScriptedPlatform } from './scripted-platform.ts'
import { outbound, refusal, sendAll } from './sending.ts'

export function describeChannel(sample: ChannelSample): void {
  const { placeId } = chooseProvider(sample.kind, sample.settings)
  const { title } = sample.kind.words.en
  describe(`${title} (${placeId}) fulfils the contract`, () => {
    describe('what it says of itself', () => describeKind(sample))
    describe('the door', () => describeDoor(sample))
    describe('what comes in', () => describeTranslation(sample))
    describe('what goes out', () => describeRendering(sample))
    describe('what the platform answers', () => describeAnswers(sample))
  })
}

function describeKind(sample: ChannelSample): void {
  const kind = chooseProvider(sample.kind, sample.settings)
  const connection = connect(sample, 'http://127.0.0.1:1')

  test('can do what it promises', () => {
    const { sendsOnce } = kind.capabilities
    if (sendsOnce === 'by-check') assert(connection.findSent, 'nothing to look with')
    if (connection.mend) assert(connection.inspect, 'mends what nobody finds')
    if (connection.subscribe) assert(connection.unsubscribe, 'cannot be left again')
  })
  test('names hosts without a scheme, and its API among them', () => {
    const { officialHosts, furtherHosts = [], defaultApiUrl } = kind
    assert(officialHosts.includes(new URL(defaultApiUrl).host))
    for (const host of officialHosts) assert.match(host, /^[a-z0-9.-]+(:\d+)?$/)
    for (const host of furtherHosts) assert.match(host, /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/)
  })
  test('has words for every choice, and hangs fields on fields above them', () => {
    const above = new Set<string>()
    for (const { name, choices = [], onlyIf, fromIdentity, isSecret } of kind.fields) {
      if (onlyIf) assert(above.has(onlyIf.field), `${name} hangs on ${onlyIf.field}`)
      assert(!(isSecret && (fromIdentity || choices.length > 0)), `${name} is a secret`)
      for (const { fields } of Object.values(kind.words)) {
        for (const value of choices) assert(fields[name]?.choices?.[value], `${name} ${value}`)
      }
      above.add(name)
    }
  })
}

function describeDoor(sample: ChannelSample): void {
  const { kind, settings, webhookSecret } = sample
  const secret = String(settings[webhookSecret])
  const request = sample.webhook(Buffer.from('{}'))
  const refuses = (forged: WebhookRequest, given = settings) =>
    assert.throws(() => kind.door.authenticate(forged, given), ForgedWebhookError)

  test('lets a genuine call in', () => kind.door.authenticate(request, settings))
  test('[H-01] refuses a call without proof', () => refuses(sample.withoutProof(request)))
  test('[H-01] refuses an empty secret', () => refuses(sample.webhook(request.body, '')))
  test('[H-01] refuses a secret wrong by one byte', () => {
    const last = secret.endsWith('A') ? 'B' : 'A'
    refuses(sample.webhook(request.body, secret.slice(0, -1) + last))
    refuses(sample.webhook(request.body, `${secret}A`))
  })
  test('[H-01] refuses everybody when no secret is set', () => {
    const { [webhookSecret]: _, ...unset } = settings
    refuses(request, unset)
    refuses(sample.webhook(request.body, ''), unset)
  })
}

function describeTranslation(sample: ChannelSample): void {
  const connection = connect(sample, 'http://127.0.0.1:1')
  const { names, read } = sample.fixtures

  test('[H-03] a repeated delivery means the same', () => {
    for (const name of names) {
      assert.deepEqual(connection.translate(read(name)), connection.translate(read(name)), name)
    }
  })
  test('every payload leads to an event', () => {
    for (const name of names) assert(connection.translate(read(name)).length > 0, name)
  })
  for (const name of sample.unsupported) {
    test(`[H-07] ${name} is shown as unsupported`, () => {
      const [event] = connection.translate(read(name))
      assert(event?.type === 'message' && event.content.unsupported)
    })
  }
  test('what is no update is kept as unreadable', () => {
    const body = '{"bad":"entry"'
    assert.partialDeepStrictEqual(connection.translate(Buffer.from(body)), [
      { type: 'unreadable', body },
    ])
  })
  test('never throws, whatever comes', () => {
    const bodies = fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from))
    fc.assert(fc.property(bodies, (body) => connection.translate(Buffer.from(body)).length >= 0))
  })
}

function describeRendering(sample: ChannelSample): void {
  const { maxTextLength, buttons } = chooseProvider(sample.kind, sample.settings).capabilities
  const connection = connect(sample, 'http://127.0.0.1:1')

  test('[H-14] cuts a text that is too long, without losing a word', () => {
    const words = Array.from({ length: 6 * maxTextLength }, (_, index) => `${index}😀`)
    const text = words.join(' ').slice(0, 3 * maxTextLength)
    const parts = connection.render(outbound({ text }))
    assert(parts.length >= 3)
    const sent = parts.map((part) => JSON.stringify(part.payload)).join('')
    for (const word of text.trim().split(' ').slice(0, -1)) assert(sent.includes(word), word)
  })
  for (const placement of ['inline', 'keyboard'] as const) {
    for (const look of buttons[placement]) {
      test(`[COM-22] shows as many ${placement} buttons as it says, as ${look.as}`, () => {
        const shown = (count: number) => {
          const labels = labelsOf(count, look.maxLabelLength ?? 80)
          const row = labels.map((label, index) => ({ label, value: `v${index}` }))
          const parts = connection.render(
            outbound({ text: '?', buttons: { placement, rows: [row] } }),
          )
          const sent = JSON.stringify(parts)
          return labels.filter((label) => sent.includes(label)).length
        }
        const most = look.max ?? 30
        assert.equal(shown(most), most)
        if (look === buttons[placement].at(-1) && look.max) assert.equal(shown(most + 1), most)
      })
    }
  }
  test('a part survives being stored', () => {
    const parts = connection.render(outbound({ text: 'Добрый день' }))
    assert.deepEqual(JSON.parse(JSON.stringify(parts)), parts)
  })
  test('a part holds no secret', () => {
    const parts = JSON.stringify(connection.render(outbound({ text: 'Добрый день' })))
    for (const secret of sample.secrets) assert(!parts.includes(secret))
  })
}

const labelsOf = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `${index}-`.padEnd(length, 'ы'))

function describeAnswers(sample: ChannelSample): void {
  const { sent, throttled, blocked, wrongToken, serverErrors } = sample.answers

  test('what is sent gets a name', async () => {
    await using platform = await ScriptedPlatform.start(sent)
    const ids = await say(sample, platform.url)
    assert(ids.length > 0 && ids.every(Boolean))
  })
  test('[H-11] a throttled call says for how long', async () => {
    const error = await failure(sample, throttled.answer)
    const { retryAfterMs } = throttled
    assertFacts(error, { reason: 'throttled', executed: 'no', retryAfterMs })
    assert(error.isTemporary)
  })
  if (blocked) {
    test('[H-13] a contact who blocked us is told apart', async () => {
      const error = await failure(sample, blocked)
      assertFacts(error, { reason: 'recipient-blocked', executed: 'no' })
      assert(!error.isTemporary)
    })
  }
  test('[H-13] a wrong token stops the channel, not the message', async () => {
    const error = await failure(sample, wrongToken)
    assertFacts(error, { reason: 'misconfigured', pauses: 'channel' })
  })
  test('[D-05] a wrong token is told from a network that does not work', async () => {
    await using platform = await ScriptedPlatform.start(wrongToken)
    const wrong = await caught(sample, connect(sample, platform.url).identify())
    assert.equal(wrong.reason, 'misconfigured')
    const offline = await caught(sample, connect(sample, 'http://127.0.0.1:1').identify())
    assert.equal(offline.reason, 'unreachable')
  })
  test('[H-09] an outcome nobody knows is unknown, and asked for once', async () => {
    const broken: Answer = { body: '{"', breaksOff: true }
    for (const answer of ['hang-up' as const, broken, ...serverErrors]) {
      await using platform = await ScriptedPlatform.start(answer)
      const error = await caught(sample, say(sample, platform.url))
      assertFacts(error, { reason: 'unreachable', executed: 'unknown' }, inspect(answer))
      assert.equal(platform.heard.length, 1)
    }
  })
  test('a call that never left may be repeated', async () => {
    const platform = await ScriptedPlatform.start('hang-up')
    const { url } = platform
    await platform[Symbol.asyncDispose]()
    const error = await caught(sample, say(sample, url))
    assertFacts(error, { reason: 'unreachable', executed: 'no' })
  })
}

function connect({ kind, settings, memory = {} }: ChannelSample, apiUrl: string): Connection {
  return kind.connect(settings, testEnvironment(apiUrl, { memory }))
}

function say(sample: ChannelSample, apiUrl: string) {
  return sendAll(connect(sample, apiUrl), outbound({ text: 'Добрый день' }))
}

async function failure(sample: ChannelSample, answer: Answer): Promise<ChannelError> {
  await using platform = await ScriptedPlatform.start(answer)
  return await caught(sample, say(sample, platform.url))
}

function assertFacts(error: ChannelError, facts: Partial<ChannelError>, about?: string): void {
  assert.partialDeepStrictEqual({ ...error }, facts, about)
}

/** No error may tell a secret, not even to somebody who prints it whole. */
async function caught(sample: ChannelSample, call: Promise<unknown>): Promise<ChannelError> {
  const error = await refusal(call)
  const told = inspect(error, { depth: 10 })
  for (const secret of sample.secrets) assert(!told.includes(secret), 'An error tells a secret')
  return error
}
