import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { telegram } from './index.ts'

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
    const { error } = telegram.settings.safeParse({ token: wrong })
    assert.equal(error?.issues[0]?.message, 'Бот не найден', wrong)
  }
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
  assert.equal(telegram.steps.length, said.length)
  for (const [index, words] of said.entries()) assert(telegram.steps[index]?.includes(words))
})

describe('leads people to the bot', () => {
  const identity = { externalId: '7100000001', name: 'Верба', link: 'https://t.me/verba_bot' }
  const environment = { fetch, apiUrl: telegram.defaultApiUrl }
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
