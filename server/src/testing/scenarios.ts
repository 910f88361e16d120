/** Scenarios and customers as nobody would think of them. */
import { type Scenario, type ScenarioStep, scenario } from '@otklik/protocol/settings'
import fc from 'fast-check'

import { CHANNEL } from './talk.ts'

export const OTHER_BOT = '01980000-0000-7000-8000-0000000000b2'
const TEAM = '01980000-0000-7000-8000-0000000000d1'
const NAMES = ['город', 'заказ', 'Ещё']
const WORDS = ['да', 'Да ', '1', '2.', '12,5', '+7 916 000-00-00', 'a@b.ru', '', '{{город}}', '😀']

const id = fc.constantFrom(...Array.from({ length: 7 }, (_, index) => `s${index}`))
/** Mostly somewhere, at times nowhere, rarely to what is not there. */
const next = fc.oneof(
  { weight: 8, arbitrary: id },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant('gone') },
)
const text = fc.constantFrom('', 'Вот {{город}}', 'Здравствуйте, {{имя клиента}}', '{{нет}}')
const name = fc.constantFrom(...NAMES)
const to = fc.constantFrom(
  { kind: 'backup' as const },
  { kind: 'team' as const, id: TEAM },
  { kind: 'operator' as const, id: null },
)
const times = fc.integer({ min: 0, max: 2 })
const silence = fc.option(fc.record({ afterMin: fc.integer({ min: 1, max: 90 }), next }), {
  nil: undefined,
})
const placement = fc.constantFrom('inline' as const, 'keyboard' as const)
const partId = fc.constantFrom('a', 'b', 'c')
const label = fc.constantFrom('Да', 'Нет', '1', 'Ещё')
const test = fc.oneof(
  fc.record({
    of: fc.constant('attribute' as const),
    name,
    is: fc.constantFrom('equal', 'different', 'containing', 'known', 'unknown', 'greater', 'less'),
    value: fc.constantFrom(...WORDS),
  }),
  fc.record({ of: fc.constant('schedule' as const), is: fc.constantFrom('open', 'closed') }),
  fc.constant({ of: 'channel' as const, ids: [CHANNEL] }),
  fc.record({ of: fc.constant('language' as const), is: fc.constantFrom('ru', 'en') }),
  fc.record({ of: fc.constant('contact' as const), is: fc.constantFrom('new', 'returning') }),
)

const step = (kinds: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ id, at: fc.constant({ x: 0, y: 0 }), ...kinds })
const kind = <Kind extends ScenarioStep['kind']>(each: Kind) => fc.constant(each)
const again = fc.record({ text, times, next })
const request = step({
  kind: kind('request'),
  method: fc.constantFrom('GET', 'POST'),
  url: fc.constantFrom('https://shop.example/{{заказ}}', 'no address'),
  body: fc.constantFrom('', '{"a": "{{город}}"}'),
  save: fc.array(fc.record({ name, path: fc.constantFrom('', 'a', 'a.0.b') }), { maxLength: 2 }),
  next,
  whenFailed: next,
})

const anyStep = fc.oneof(
  step({ kind: kind('message'), text, next }),
  step({
    kind: kind('choice'),
    text,
    placement,
    options: fc.array(fc.record({ id: partId, label, next }), { maxLength: 3 }),
    saveAs: name,
    otherwise: again,
    silence,
  }),
  step({
    kind: kind('question'),
    text,
    expects: fc.constantFrom('text', 'number', 'phone', 'email'),
    saveAs: name,
    next,
    otherwise: again,
    silence,
  }),
  step({
    kind: kind('condition'),
    branches: fc.array(fc.record({ id: partId, test, next }), { maxLength: 2 }),
    otherwise: next,
  }),
  step({
    kind: kind('set'),
    attributes: fc.array(fc.record({ name, value: fc.constantFrom(...WORDS) }), { maxLength: 2 }),
    topic: fc.option(fc.constant('Доставка'), { nil: undefined }),
    next,
  }),
  step({ kind: kind('wait'), seconds: fc.integer({ min: 1, max: 5000 }), next }),
  request,
  step({
    kind: kind('template'),
    templateId: fc.option(fc.constant(TEAM)),
    next,
    whenFailed: next,
  }),
  step({ kind: kind('hand-over'), to, summary: text }),
  step({
    kind: kind('topic'),
    text,
    placement,
    rules: fc.array(fc.record({ id: partId, topic: label, to }), { maxLength: 3 }),
    otherwise: fc.record({ text, times, to }),
    silence,
  }),
  step({ kind: kind('close'), text }),
  step({ kind: kind('scenario'), botId: fc.option(fc.constant(OTHER_BOT), { freq: 9 }) }),
)

/** Not what an author should draw, but what the schema lets through. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    start: fc.option(fc.constant('s0'), { freq: 19 }),
    steps: fc.array(anyStep, { minLength: 1, maxLength: 9 }),
  })
  .map(({ start, steps }) => {
    const named = steps.map((each, index) => ({ ...each, id: index < 7 ? `s${index}` : each.id }))
    return scenario.parse({ format: 1, start, steps: named })
  })

export type Happening =
  | { does: 'says'; texts: string[]; isEarly: boolean; hasFiles: boolean }
  /** One of the buttons seen so far, or a thing of the customer's own making. */
  | { does: 'presses'; which: number }
  | { does: 'forges'; value: string }
  | { does: 'waits'; minutes: number }
  | { does: 'waits-it-out' }
  | { does: 'begins-anew' }

export const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    does: fc.constant('says' as const),
    texts: fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string()), { maxLength: 3 }),
    isEarly: fc.boolean(),
    hasFiles: fc.boolean(),
  }),
  fc.record({ does: fc.constant('presses' as const), which: fc.nat(20) }),
  fc.record({
    does: fc.constant('forges' as const),
    value: fc.oneof(
      fc.string(),
      fc.tuple(id, partId).map((names) => `000000b1.${names.join('.')}`),
    ),
  }),
  fc.record({ does: fc.constant('waits' as const), minutes: fc.integer({ min: 0, max: 100 }) }),
  fc.constant({ does: 'waits-it-out' as const }),
  fc.constant({ does: 'begins-anew' as const }),
)

export type Outcome = { ends: 'failed' } | { ends: 'answered'; status: number; body: string }

/** How what is asked of the world ends, in its order. */
export const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant({ ends: 'failed' as const }),
  fc.record({
    ends: fc.constant('answered' as const),
    status: fc.constantFrom(200, 204, 301, 404, 500),
    body: fc.oneof(fc.json(), fc.string(), fc.constant('{"a":[{"b":"да"}]}')),
  }),
)
