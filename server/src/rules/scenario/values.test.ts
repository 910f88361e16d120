import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { ScenarioTest } from '@otklik/protocol/settings'
import fc from 'fast-check'

import { aStep, CHANNEL, scenarioOf, someFacts, TrialTalk } from '../../testing/talk.ts'
import { holds } from './conditions.ts'
import { readAnswer } from './read-answer.ts'
import { type RequestStep, readResponse, toRequest } from './request.ts'
import { fill } from './variables.ts'

describe('variables', () => {
  const facts = someFacts({ attributes: { Город: 'Тверь', пусто: '', канал: 'свой' } })
  test('are what the conversation knows, in either language, and what was kept', () => {
    const text = '{{имя клиента}}, {{Номер обращения}}, {{ message }}, {{customer  name}}'
    assert.equal(fill(text, facts), 'Дарья, 48213, Здравствуйте, Дарья')
    assert.equal(fill('{{Город}} {{город}} {{пусто}}.', facts), 'Тверь Тверь .')
  })
  test('of the author come before ours', () => assert.equal(fill('{{канал}}', facts), 'свой'))
  test('that are unknown are left out, and what is no variable stays', () => {
    const odd = '{{нет}}{{}}{{constructor}}{{__proto__}}{ {a}} {{a}'
    assert.equal(fill(odd, facts), '{ {a}} {{a}')
  })
  test('[H-48] are not looked for in what a customer said', () => {
    assert.equal(fill('{{message}}', someFacts({ lastText: '{{имя клиента}}' })), '{{имя клиента}}')
  })
  test('never make a message longer than it can be', () => {
    const talk = new TrialTalk(
      scenarioOf({ id: 'm', kind: 'message', text: '{{сообщение}}😀'.repeat(200), next: null }),
      { lastText: 'а'.repeat(30) },
    )
    const [said = ''] = talk.begin()
    assert.ok(said.length <= 4000 && said.isWellFormed())
  })
})

describe('an answer', () => {
  const read = (expects: Parameters<typeof readAnswer>[0], ...texts: string[]) =>
    readAnswer(expects, texts, false)

  test('that is a number may have a comma, a dot and spaces', () => {
    const numbers = { '12': '12', '12,50': '12.50', ' 1 200.5 ': '1200.5', '−3': '-3', '+7': '7' }
    for (const [said, kept] of Object.entries(numbers)) assert.equal(read('number', said), kept)
    for (const said of ['', 'сто', '1,2,3', '1,000.5', '12 руб', '.', '1e9', '٣', '9'.repeat(16)]) {
      assert.equal(read('number', said), undefined, said)
    }
    assert.equal(read('number', 'Сейчас', 'посмотрю', '42'), '42')
  })

  test('that is a phone is kept as it is dialled from anywhere', () => {
    const phones = {
      '+7 (916) 000-00-00': '+79160000000',
      '8 916 000 00 00': '+79160000000',
      '79160000000': '+79160000000',
      '916.000.00.00': '+79160000000',
      '00 44 20 7946 0958': '+442079460958',
      '+375 29 000-00-00': '+375290000000',
      '375290000000': '+375290000000',
    }
    for (const [said, kept] of Object.entries(phones)) assert.equal(read('phone', said), kept, said)
    for (const said of [
      '',
      '12345',
      'позвоните',
      '+0 916',
      '8916000',
      `+${'1'.repeat(16)}`,
      '()',
    ]) {
      assert.equal(read('phone', said), undefined, said)
    }
  })

  test('that is an address of e-mail looks like one', () => {
    for (const said of [
      'a@b.ru',
      ' ivan.petrov+x@mail.example.com ',
      'я@почта.рф',
      'x@xn--p1ai.xn--p1ai',
    ]) {
      assert.equal(read('email', said), said.trim())
    }
    for (const said of [
      '',
      'a@b',
      '@b.ru',
      'a b@c.ru',
      'a@b..ru',
      'a@.ru',
      `${'a'.repeat(250)}@b.ru`,
    ]) {
      assert.equal(read('email', said), undefined, said)
    }
  })

  test('that is a text is all that was said, or the file in its place', () => {
    assert.equal(read('text', ' Дверь ', '', 'не закрывается'), 'Дверь\nне закрывается')
    assert.equal(readAnswer('text', [''], true), '📎')
    assert.equal(read('text', ' '), undefined)
    assert.equal(read('text', 'а'.repeat(900))?.length, 500)
  })

  test('[H-26] never takes long to read', () => {
    for (const expects of ['number', 'phone', 'email'] as const) {
      for (const bit of ['1', '1.', 'a@', 'a.', ' ', '(']) {
        assert.doesNotThrow(() => read(expects, bit.repeat(20_000)))
      }
    }
  })
})

describe('a condition', () => {
  const is = (test: ScenarioTest, changes = {}) => holds(test, someFacts(changes))
  const attributes = { город: 'Орёл', сумма: '1 500,5', пусто: ' ' }
  const attribute = (name: string, how: string, value = '') =>
    is({ of: 'attribute', name, is: how, value } as ScenarioTest, { attributes, lastText: 'орел' })

  test('compares as people mean it', () => {
    assert.ok(attribute('город', 'equal', ' ОРЕЛ '))
    assert.ok(attribute('город', 'equal', '{{сообщение}}'))
    assert.ok(attribute('город', 'different', 'Тула') && attribute('нет', 'different', 'Тула'))
    assert.ok(attribute('город', 'containing', 'рё') && !attribute('город', 'containing', 'ту'))
    assert.ok(attribute('город', 'known') && attribute('пусто', 'unknown'))
    assert.ok(attribute('сумма', 'greater', '1500') && attribute('сумма', 'less', '1500.6'))
    assert.ok(!attribute('город', 'greater', '1') && !attribute('город', 'less', '1'))
    assert.ok(attribute('нет', 'unknown') && !attribute('constructor', 'known'))
  })
  test('looks at the hours, the channel, the language and the customer', () => {
    assert.ok(is({ of: 'schedule', is: 'closed' }, { isOpen: false }))
    assert.ok(is({ of: 'channel', ids: [CHANNEL] }) && !is({ of: 'channel', ids: ['другой'] }))
    assert.ok(is({ of: 'language', is: 'pt' }, { language: 'pt-BR' }))
    assert.ok(!is({ of: 'language', is: 'pt-BR' }, { language: 'pt' }))
    assert.ok(!is({ of: 'language', is: 'ru' }, { language: undefined }))
    assert.ok(is({ of: 'contact', is: 'returning' }, { isNewContact: false }))
  })
  test('takes the first branch that holds', () => {
    const branch = (id: string, when: 'open' | 'closed', next: string) => ({
      id,
      test: { of: 'schedule' as const, is: when },
      next,
    })
    const say = (id: string) => aStep({ id, kind: 'message', text: id, next: null })
    const branches = [
      branch('a', 'closed', 'x'),
      branch('b', 'open', 'y'),
      branch('c', 'open', 'x'),
    ]
    const condition = aStep({ id: 'i', kind: 'condition', branches, otherwise: 'z' })
    const scenario = scenarioOf(condition, say('x'), say('y'), say('z'))
    assert.deepEqual(new TrialTalk(scenario).begin(), ['y'])
    const elsewhere = scenarioOf({ ...condition, branches: [] } as typeof condition, say('z'))
    assert.deepEqual(new TrialTalk(elsewhere).begin(), ['z'])
  })
})

describe('an HTTP request', () => {
  const step = (changes: Partial<RequestStep> = {}): RequestStep => {
    const { steps } = scenarioOf({
      id: 'r',
      kind: 'request',
      method: 'POST',
      url: 'https://shop.example/orders/{{заказ}}?q={{заказ}}',
      next: null,
      whenFailed: null,
      ...changes,
    })
    return steps[0] as RequestStep
  }
  const asked = (value: string, changes?: Partial<RequestStep>) =>
    toRequest(step(changes), someFacts({ attributes: { заказ: value } }))
  const hostile = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '.', '/'),
  )

  test('[H-46] leads where its author meant, whatever a customer writes', () => {
    const leads = fc.property(hostile, (value) => {
      const url = new URL(asked(value).url)
      assert.equal(url.origin, 'https://shop.example')
      assert.match(url.pathname, /^\/orders\/[^/]*$/)
      const isDots = /^\.+$/.test(value)
      assert.equal(url.searchParams.get('q'), isDots ? '' : value.toWellFormed())
    })
    fc.assert(leads, { numRuns: 300 })
  })

  test('has a body of JSON, or of a form, that a customer cannot break', () => {
    const json = { body: '{"a": "{{заказ}}", "b": 1}' }
    const form = {
      body: 'a={{заказ}}&b=1',
      headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
    }
    const bodies = fc.property(hostile, (value) => {
      const written = value.toWellFormed()
      assert.deepEqual(JSON.parse(asked(value, json).body ?? ''), { a: written, b: 1 })
      const pairs = [...new URLSearchParams(asked(value, form).body)]
      assert.deepEqual(pairs, [
        ['a', written],
        ['b', '1'],
      ])
    })
    fc.assert(bodies, { numRuns: 300 })
    assert.deepEqual(asked('1', json).headers, [
      { name: 'content-type', value: 'application/json' },
    ])
    assert.deepEqual(asked('1', form).headers, form.headers)
    assert.equal(asked('1', { ...json, method: 'GET' }).body, undefined)
  })

  test('has headers of one line', () => {
    const headers = [{ name: 'X-Order', value: 'no {{заказ}}' }]
    const lines = fc.property(hostile, (value) => {
      const [header] = asked(value, { headers }).headers
      assert.match(header?.value ?? '\n', /^[ -~]*$/)
    })
    fc.assert(lines, { numRuns: 300 })
  })

  test('keeps what its answer says at a path, and nothing where it says nothing', () => {
    const body = JSON.stringify({
      order: { status: 'в пути', sum: 12.5, paid: true },
      items: [{ a: 1 }],
    })
    const save = [
      'order.status',
      'order.sum',
      'order.paid',
      'items.0',
      'items.1.a',
      'a.__proto__',
      ' ',
    ]
    const known = readResponse(
      step({ save: save.map((path, index) => ({ name: `п${index}`, path })) }),
      { status: 200, body },
    )
    assert.deepEqual(Object.values(known ?? {}), [
      'в пути',
      '12.5',
      'true',
      '{"a":1}',
      '',
      '',
      body,
    ])
  })

  test('fails by a status, or by an answer that is no JSON where that is asked for', () => {
    const one = { save: [{ name: 'а', path: 'b' }] }
    const whole = { save: [{ name: 'а', path: '' }] }
    for (const status of [199, 301, 404, 500]) {
      assert.equal(readResponse(step(whole), { status, body: '{}' }), undefined)
    }
    assert.equal(readResponse(step(one), { status: 200, body: '<html>' }), undefined)
    assert.deepEqual(readResponse(step(one), { status: 200, body: 'null' }), { а: '' })
    assert.deepEqual(readResponse(step(whole), { status: 204, body: '' }), { а: '' })
    assert.deepEqual(readResponse(step(), { status: 204, body: '' }), {})
  })

  test('leads on by its outcome', () => {
    const request = step({ save: [{ name: 'статус', path: 'status' }], next: 'm', whenFailed: 'h' })
    const scenario = scenarioOf(
      request,
      { id: 'm', kind: 'message', text: 'Статус: {{статус}}', next: null },
      { id: 'h', kind: 'hand-over', to: { kind: 'backup' } },
    )
    const answered = new TrialTalk(scenario)
    assert.deepEqual(answered.begin(), [])
    assert.equal(answered.waits.for, 'request')
    const body = '{"status": "в пути"}'
    assert.deepEqual(answered.happens({ type: 'response', status: 200, body }), [
      'set статус=в пути',
      'Статус: в пути',
    ])
    const failed = new TrialTalk(scenario)
    failed.begin()
    assert.deepEqual(failed.happens({ type: 'time' }), [])
    assert.equal(failed.waits.for, 'request')
    assert.deepEqual(failed.happens({ type: 'request-failed' }), ['hand over to backup'])
  })
})
