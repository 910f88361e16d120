import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { defineChannelKind } from '../contract.ts'
import { testEnvironment } from '../suite/environment.ts'
import { telegram } from './index.ts'
import { fields, settings } from './settings.ts'
import { words } from './words.ts'

const token = '7100000001:AAabcdefghijklmnopqrstuvwxyzABCDEFG'
const accepts = (settings: object) => telegram.settings.safeParse({ token, ...settings }).success

test('[TG-02] takes a token as it was copied, with the spaces around it', () => {
  assert.deepEqual(telegram.settings.parse({ token: ` ${token}\n` }), { token })
})

test('[TG-09] a token without the shape of one finds no bot', () => {
  for (const wrong of [
    '',
    'verba_bot',
    '0100000:AAabcdefghijklmnopqrstuvwxyzABCDEFG',
    `${token}/`,
  ]) {
    assert(!telegram.settings.safeParse({ token: wrong }).success, wrong)
  }
  assert.equal(telegram.words.ru.fields.token?.invalid, 'Бот не найден')
  assert.equal(telegram.words.en.fields.token?.invalid, 'Bot not found')
})

test('fields that are left empty are the same as none', () => {
  const empty = { webhookSecret: '', apiUrl: ' ', proxyUrl: '' }
  const { apiUrl, proxyUrl, webhookSecret } = telegram.settings.parse({ token, ...empty })
  assert.deepEqual([apiUrl, proxyUrl, webhookSecret], [undefined, undefined, undefined])
})

test('takes a server and a proxy by their addresses only', () => {
  assert(
    accepts({ apiUrl: 'https://tg.example.com', proxyUrl: 'socks5://u:p@proxy.example.com:1080' }),
  )
  assert(accepts({ apiUrl: 'sandbox' }))
  assert(!accepts({ apiUrl: 'file:///etc/passwd' }))
  assert(!accepts({ proxyUrl: 'proxy.example.com' }))
})

test('what the form asks for is in the schema, and secrets are marked', () => {
  assert.deepEqual(
    telegram.fields.map(({ name, isSecret }) => [name, isSecret]),
    [
      ['token', true],
      ['apiUrl', false],
      ['proxyUrl', true],
    ],
  )
})

test('[TG-03] [TG-04] [TG-05] [TG-06] [TG-07] tells how to get a token, step by step', () => {
  const said = ['@botfather', 'СТАРТ', '/newbot', 'MangoBot', 'токен для HTTP API']
  const { steps } = telegram.words.ru
  assert.equal(steps.length, said.length)
  for (const [index, words] of said.entries()) assert(steps[index]?.includes(words))
})

test('does not compile while one language lacks what the other says', () => {
  const { door, connect, capabilities, officialHosts, defaultApiUrl, glyph, id } = telegram
  const kind = { door, connect, capabilities, officialHosts, defaultApiUrl, glyph, id }
  const { ru, en } = words
  const [, ...fewerSteps] = en.steps
  const { help: _, ...unexplained } = en.fields.apiUrl
  const { token: __, ...fewerFields } = ru.fields
  defineChannelKind({ ...kind, settings, fields, words })
  // @ts-expect-error -- a step that is told in Russian only
  defineChannelKind({ ...kind, settings, fields, words: { ru, en: { ...en, steps: fewerSteps } } })
  const english = { ...en, fields: { ...en.fields, apiUrl: unexplained } }
  // @ts-expect-error -- help that is given in Russian only
  defineChannelKind({ ...kind, settings, fields, words: { ru, en: english } })
  const nameless = { ...ru, fields: fewerFields }
  // @ts-expect-error -- a field without a name
  defineChannelKind({ ...kind, settings, fields, words: { ru: nameless, en: nameless } })
})

describe('leads people to the bot', () => {
  const identity = { externalId: '7100000001', name: 'Верба', link: 'https://t.me/verba_bot' }
  const environment = testEnvironment(telegram.defaultApiUrl)
  const { contactLink } = telegram.connect({ token }, { ...environment, identity })

  test('with and without a payload', () => {
    assert.equal(contactLink?.(), 'https://t.me/verba_bot')
    assert.equal(contactLink?.('site-42_abc'), 'https://t.me/verba_bot?start=site-42_abc')
  })
  test('a payload that Telegram would drop is refused', () => {
    assert.throws(() => contactLink?.('с пробелом'), RangeError)
    assert.throws(() => contactLink?.('a'.repeat(65)), RangeError)
  })
  test('a bot whose name is not known yet has no link', () => {
    assert.equal(telegram.connect({ token }, environment).contactLink, undefined)
  })
})
