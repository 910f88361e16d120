import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { ButtonLooks } from '@otklik/protocol'
import { aStep, BOT, CHANNEL, scenarioOf } from '../../testing/talk.ts'
import { checkScenario } from './check.ts'
import type { ScenarioWorld } from './world.ts'

const TEAM = '01980000-0000-7000-8000-0000000000d1'
const GONE = '01980000-0000-7000-8000-0000000000ff'
const inline: ButtonLooks['inline'] = [{ as: 'inline', max: 10, maxLabelLength: 40 }]
const lines: ButtonLooks['inline'] = [
  { as: 'replies', max: 3, maxLabelLength: 20 },
  { as: 'list', max: 10, maxLabelLength: 24 },
  { as: 'lines' },
]
const strict = { title: 'Строгая', buttons: { inline, keyboard: inline }, isUsed: false }
const lenient = { title: 'Мягкая', buttons: { inline: lines, keyboard: lines }, isUsed: true }

const world: ScenarioWorld = {
  botId: BOT,
  operators: new Set(),
  teams: new Set([TEAM]),
  bots: new Set(),
  channels: new Set([CHANNEL]),
  files: new Set(),
  templates: new Map([[TEAM, ['body.1', 'body.2']]]),
  mayAsk: ({ protocol }) => protocol === 'https:',
  kinds: [strict, lenient],
}

/** Each as `level code step.part`. */
const check = (scenario: ReturnType<typeof scenarioOf>, changes: Partial<ScenarioWorld> = {}) =>
  checkScenario(scenario, { ...world, ...changes }).map(
    ({ level, code, stepId, partId }) =>
      `${level} ${code}${stepId ? ` ${stepId}` : ''}${partId ? `.${partId}` : ''}`,
  )

const end = aStep({ id: 'end', kind: 'hand-over', to: { kind: 'team', id: TEAM } })
const option = (id: string, label: string, next: string | null = 'end') => ({ id, label, next })
const otherwise = { text: '', times: 1, next: 'end' }
const choice = (options: ReturnType<typeof option>[]) =>
  scenarioOf({ id: 'c', kind: 'choice', text: '?', placement: 'inline', options, otherwise }, end)
const request = (changes: object) =>
  scenarioOf(
    {
      id: 'r',
      kind: 'request',
      method: 'POST',
      url: 'https://shop.example/orders/{{канал}}',
      next: 'end',
      whenFailed: 'end',
      ...changes,
    },
    end,
  )

test('finds nothing wrong with what is right', () => {
  assert.deepEqual(check(choice([option('a', 'Да'), option('b', 'Нет')])), [])
  const body = '{"name": "{{имя клиента}}", "number": {{номер обращения}}}'
  const headers = [{ name: 'X-Key', value: 'secret {{сообщение}}' }]
  assert.deepEqual(check(request({ body, headers })), [])
  const form = { name: 'Content-Type', value: 'application/x-www-form-urlencoded' }
  assert.deepEqual(check(request({ body: 'a={{канал}}', headers: [form] })), [])
})

describe('ways through a scenario', () => {
  test('need a beginning, and steps of different names that are there', () => {
    assert.deepEqual(check({ format: 1, start: null, steps: [] }), ['error no-start'])
    const message = aStep({ id: 'm', kind: 'message', text: 'Да', next: 'gone' })
    assert.deepEqual(check(scenarioOf(message, message)), [
      'error duplicate-step m',
      'error unknown-step m.next',
      'error unknown-step m.next',
    ])
  })

  test('end in silence where the customer spoke last, which is wrong', () => {
    const scenario = scenarioOf(
      {
        id: 'q',
        kind: 'question',
        text: '?',
        expects: 'text',
        saveAs: 'ответ',
        next: 'm',
        otherwise: { text: '', times: 1, next: null },
        silence: { afterMin: 5, next: null },
      },
      { id: 'm', kind: 'message', text: 'Спасибо', next: null },
    )
    assert.deepEqual(check(scenario), [
      'error loose-end q.otherwise',
      'warning loose-end q.silence',
      'warning loose-end m.next',
    ])
    assert.deepEqual(check(choice([option('a', 'Да', null)])), ['error loose-end c.a'])
  })

  test('that nobody can come to are told of and not looked at further', () => {
    const aside = aStep({ id: 'm', kind: 'message', text: '', next: null })
    assert.deepEqual(check(scenarioOf(end, aside)), ['warning unreachable m'])
  })
})

describe('a circle', () => {
  const set = aStep({ id: 's', kind: 'set', tags: ['круг'], next: 'm' })
  const message = (next: string) => aStep({ id: 'm', kind: 'message', text: 'Да', next })
  const condition = (next: string) =>
    aStep({
      id: 'i',
      kind: 'condition',
      branches: [{ id: 'a', test: { of: 'schedule', is: 'open' }, next: 'end' }],
      otherwise: next,
    })

  test('that nothing leads out of is wrong', () => {
    assert.deepEqual(check(scenarioOf(set, message('s'))), ['error endless-loop s'])
    assert.deepEqual(check(scenarioOf(message('m'))), ['error endless-loop m'])
  })
  test('is not left by a condition that looks at what does not change', () => {
    assert.deepEqual(check(scenarioOf(message('i'), condition('m'), end)), ['error endless-loop m'])
    const asks = request({ next: 'i', whenFailed: 'i' }).steps
    const scenario = {
      format: 1 as const,
      start: 'r',
      steps: [...asks, ...scenarioOf(condition('r')).steps],
    }
    assert.deepEqual(check(scenario), ['warning endless-loop r'])
  })
  test('through one’s own beginning is one', () => {
    const back = aStep({ id: 'b', kind: 'scenario', botId: BOT })
    assert.deepEqual(check(scenarioOf(message('b'), back)), ['error endless-loop m'])
  })
  test('through a pause is told of unless there is a way out', () => {
    const wait = (next: string) => aStep({ id: 'w', kind: 'wait', seconds: 60, next })
    assert.deepEqual(check(scenarioOf(message('w'), wait('m'))), ['warning endless-loop m'])
    assert.deepEqual(check(scenarioOf(message('w'), wait('i'), condition('m'), end)), [])
  })
  test('that the customer goes is none', () => {
    assert.deepEqual(check(choice([option('a', 'Ещё раз', 'c')])), [])
  })
})

describe('[COM-21] buttons', () => {
  const many = (count: number, label = (k: number) => String(k)) =>
    choice(Array.from({ length: count }, (_, k) => option(`o${k}`, label(k))))

  test('differ for those who read them', () => {
    assert.deepEqual(check(choice([])), ['error no-options c'])
    assert.deepEqual(check(choice([option('a', 'Ещё'), option('b', ' еще')])), [
      'error same-options c.b',
    ])
    assert.deepEqual(check(choice([option('a', 'Да'), option('a', 'Нет')])), [
      'error same-options c.a',
    ])
  })
  test('are counted by what each platform has', () => {
    assert.deepEqual(check(many(10)), [])
    const problems = checkScenario(many(11), world)
    assert.deepEqual(
      problems.map(({ level, facts }) => ({ level, ...facts })),
      [
        { level: 'warning', channel: 'Строгая', limit: 10, count: 11, instead: 'cut' },
        { level: 'warning', channel: 'Мягкая', limit: 10, count: 11, instead: 'lines' },
      ],
    )
    const used = check(many(11), { kinds: [{ ...strict, isUsed: true }] })
    assert.deepEqual(used, ['error too-many-options c'])
  })
  test('are as long as each platform has room for', () => {
    const long = 'Доставка в другой город страны'
    const problems = checkScenario(
      many(2, (k) => (k ? long : 'Нет')),
      world,
    )
    assert.deepEqual(problems, [
      {
        code: 'long-label',
        level: 'warning',
        stepId: 'c',
        partId: 'o1',
        facts: { channel: 'Мягкая', limit: 24, label: long, instead: 'lines' },
      },
    ])
  })
})

describe('what a step names', () => {
  test('is chosen and there', () => {
    const to = (to: { kind: 'operator' | 'team'; id: string | null }) =>
      check(scenarioOf({ id: 'h', kind: 'hand-over', to }))
    assert.deepEqual(to({ kind: 'team', id: TEAM }), [])
    assert.deepEqual(to({ kind: 'team', id: null }), ['error no-receiver h'])
    assert.deepEqual(to({ kind: 'team', id: GONE }), ['error no-such-team h'])
    assert.deepEqual(to({ kind: 'operator', id: GONE }), ['error no-such-operator h'])
    const on = (botId: string | null) => check(scenarioOf({ id: 's', kind: 'scenario', botId }))
    assert.deepEqual([on(null), on(GONE)], [['error no-such-bot s'], ['error no-such-bot s']])
    assert.deepEqual(on(BOT), ['error endless-loop s'])
    const file = aStep({ id: 'm', kind: 'message', text: '', fileIds: [GONE], next: 'end' })
    assert.deepEqual(check(scenarioOf(file, end)), ['error no-such-file m'])
    const channel = { of: 'channel' as const, ids: [GONE] }
    const branches = [{ id: 'a', test: channel, next: 'end' }]
    const condition = aStep({ id: 'i', kind: 'condition', branches, otherwise: 'end' })
    assert.deepEqual(check(scenarioOf(condition, end)), ['warning no-such-channel i.a'])
  })

  test('of a topic’s receivers is chosen for each', () => {
    const rules = [
      { id: 'a', topic: 'Возврат', to: { kind: 'team' as const, id: null } },
      { id: 'b', topic: 'Прочее', to: { kind: 'backup' as const } },
    ]
    const otherwise = { text: '', times: 1, to: { kind: 'operator' as const, id: null } }
    const topic = {
      id: 't',
      kind: 'topic',
      text: '',
      placement: 'inline',
      rules,
      otherwise,
    } as const
    assert.deepEqual(check(scenarioOf(topic)), [
      'error no-text t',
      'error no-receiver t.a',
      'error no-receiver t.otherwise',
    ])
  })

  test('is a template with all its values', () => {
    const template = (templateId: string | null, values: Record<string, string>) =>
      check(
        scenarioOf(
          { id: 't', kind: 'template', templateId, values, next: 'end', whenFailed: 'end' },
          end,
        ),
      )
    assert.deepEqual(template(null, {}), ['error no-such-template t'])
    assert.deepEqual(template(TEAM, { 'body.1': 'да' }), ['error missing-values t'])
    assert.deepEqual(template(TEAM, { 'body.1': 'да', 'body.2': '{{канал}}' }), [])
  })
})

describe('an HTTP request', () => {
  test('goes where its author says, never where a customer does', () => {
    const wrong = [
      '',
      'shop.example',
      'ftp://shop.example',
      'https://',
      'https://{{канал}}/x',
      'https://a\\{{канал}}',
    ]
    for (const url of [...wrong, 'https://shop.{{канал}}.ru', 'https://a:b@shop.example/']) {
      assert.deepEqual(check(request({ url })), ['error wrong-url r'], url)
    }
  })
  test('goes nowhere inside', () => {
    const problems = checkScenario(request({ url: 'http://crm.local/{{канал}}' }), world)
    assert.deepEqual(
      problems.map(({ code, facts }) => [code, facts]),
      [['host-not-allowed', { host: 'crm.local' }]],
    )
  })
  test('carries what can be carried', () => {
    const header = (name: string, value = '') => check(request({ headers: [{ name, value }] }))
    for (const name of ['', 'два слова', 'Host', 'a:b']) {
      assert.deepEqual(header(name), ['error wrong-header r'], name)
    }
    assert.deepEqual(header('x', 'a\nb'), ['error wrong-header r'])
    assert.deepEqual(check(request({ body: '{"a": {{канал}' })), ['error wrong-body r'])
    assert.deepEqual(check(request({ method: 'GET', body: '{}' })), ['warning wrong-body r'])
  })
})

test('names variables that nothing keeps', () => {
  const message = {
    id: 'm',
    kind: 'message',
    text: '{{Город}} {{канал}} {{ }}',
    next: 'q',
  } as const
  const question = aStep({
    id: 'q',
    kind: 'question',
    text: 'Где?',
    expects: 'text',
    saveAs: 'город',
    next: 'i',
    otherwise,
  })
  const holds = { of: 'attribute', name: 'улица', is: 'equal', value: ' ' } as const
  const branches = [{ id: 'a', test: holds, next: 'end' }]
  const condition = aStep({ id: 'i', kind: 'condition', branches, otherwise: 'end' })
  assert.deepEqual(check(scenarioOf(message, question, condition, end)), [
    'warning unknown-variable m',
    'error no-test i.a',
    'warning unknown-variable i',
  ])
})
