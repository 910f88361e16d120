import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { aStep, BOT, MONDAY, scenarioOf, TrialTalk } from '../../testing/talk.ts'
import { runScenario } from './run.ts'

const TEAM = '01980000-0000-7000-8000-0000000000d1'
const TEMPLATE = '01980000-0000-7000-8000-0000000000e1'
const OTHER = '01980000-0000-7000-8000-0000000000b2'
const MINUTE_MS = 60_000

const again = { text: 'Выберите из списка', times: 1, next: 'person' }
const person = { id: 'person', kind: 'hand-over', to: { kind: 'team', id: TEAM } } as const
const option = (id: string, label: string, next: string | null = null) => ({ id, label, next })

/** A greeting with a menu, an address and a way to people. */
const reception = scenarioOf(
  { id: 'hello', kind: 'message', text: 'Здравствуйте, {{имя клиента}}', next: 'menu' },
  {
    id: 'menu',
    kind: 'choice',
    text: 'Что вас интересует?',
    placement: 'inline',
    options: [option('a', 'Доставка', 'mail'), option('b', 'Ещё вопрос', 'person')],
    saveAs: 'тема',
    otherwise: again,
    silence: { afterMin: 30, next: 'bye' },
  },
  {
    id: 'mail',
    kind: 'question',
    text: 'На какую почту прислать?',
    expects: 'email',
    saveAs: 'почта',
    next: 'thanks',
    otherwise: { text: 'Это не похоже на адрес почты', times: 2, next: 'person' },
  },
  { id: 'thanks', kind: 'message', text: 'Отправим на {{почта}}', next: 'bye' },
  { id: 'bye', kind: 'close', text: 'Всего доброго' },
  { ...person, summary: 'Тема: {{тема}}. Последнее: {{сообщение}}' },
)
const menu = 'Что вас интересует? [Доставка / Ещё вопрос]'
const toTeam = `hand over to team ${TEAM}`
const mail = 'На какую почту прислать?'

const begun = (scenario = reception) => {
  const talk = new TrialTalk(scenario)
  talk.begin()
  return talk
}

describe('a scenario', () => {
  test('[BOT-03] leads from the greeting by buttons and answers to the close', () => {
    const talk = new TrialTalk(reception)
    assert.deepEqual(talk.begin(), ['Здравствуйте, Дарья', menu])
    assert.deepEqual(talk.waits, { for: 'customer', until: MONDAY + 30 * MINUTE_MS })
    assert.deepEqual(talk.presses('Доставка'), ['set тема=Доставка', mail])
    assert.deepEqual(talk.waits, { for: 'customer' })
    assert.deepEqual(talk.says('завтра'), ['Это не похоже на адрес почты'])
    assert.deepEqual(talk.says('Darya@Example.ru '), [
      'set почта=Darya@Example.ru',
      'Отправим на Darya@Example.ru',
      'close: Всего доброго',
    ])
    assert.deepEqual(talk.waits, { for: 'nothing' })
    assert.equal(talk.place, undefined)
  })

  test('takes a typed label or its number for a press, the label first', () => {
    assert.equal(begun().says('  еще  ВОПРОС ')[0], 'set тема=Ещё вопрос')
    for (const said of ['2', ' 2.', '2)', '№ 2']) {
      assert.equal(begun().says(said)[0], 'set тема=Ещё вопрос', said)
    }
    assert.equal(begun().says('привет', 'доставка')[0], 'set тема=Доставка')
    const marks = scenarioOf({
      id: 'mark',
      kind: 'choice',
      text: 'Оцените',
      placement: 'keyboard',
      options: ['5', '4', '1'].map((label, index) => option(String(index), label)),
      saveAs: 'оценка',
      otherwise: again,
    })
    assert.deepEqual(begun(marks).says('1'), ['set оценка=1'])
    assert.deepEqual(begun(marks).says('2'), ['set оценка=4'])
  })

  test('asks again as often as it was told, and goes another way then', () => {
    const talk = begun()
    assert.deepEqual(talk.says('0'), ['Выберите из списка [Доставка / Ещё вопрос]'])
    assert.deepEqual(talk.says('3'), [`${toTeam}: Тема: . Последнее: 3`])
  })

  test('counts anew whenever it comes back to a question', () => {
    const [first] = reception.steps.filter(({ kind }) => kind === 'choice')
    assert.ok(first?.kind === 'choice')
    const options = [option('a', 'Доставка', 'menu')]
    const talk = begun({ ...reception, start: 'menu', steps: [{ ...first, options }] })
    for (let round = 0; round < 3; round += 1) {
      assert.deepEqual(talk.says('что?'), ['Выберите из списка [Доставка]'])
      assert.equal(talk.says('доставка').length, 2)
    }
  })

  test('takes a customer who is silent for too long another way, not sooner', () => {
    const talk = begun()
    assert.deepEqual(talk.pass(29), [])
    assert.deepEqual(talk.waits, { for: 'customer', until: MONDAY + 30 * MINUTE_MS })
    assert.deepEqual(talk.pass(1), ['close: Всего доброго'])
  })

  test('is not answered by what was said before it asked', () => {
    const talk = begun()
    assert.deepEqual(talk.happens({ type: 'said', texts: ['Доставка'], isEarly: true }), [])
    assert.deepEqual(talk.waits, { for: 'customer', until: MONDAY + 30 * MINUTE_MS })
    const together = new TrialTalk(reception)
    const said = { type: 'said', texts: ['1'] } as const
    assert.deepEqual(together.happens({ type: 'start' }, said), ['Здравствуйте, Дарья', menu])
    assert.deepEqual(together.happens(said, { type: 'said', texts: ['я@почта.рф'] }).length, 2)
    assert.equal(together.place?.stepId, 'mail')
    assert.deepEqual(together.happens(said, { type: 'said', texts: ['я@почта.рф'] }).length, 3)
  })

  test('begins anew when the customer wants to', () => {
    const talk = begun()
    talk.presses('Доставка')
    assert.deepEqual(talk.begin(), ['Здравствуйте, Дарья', menu])
  })
})

describe('[COM-23] a button', () => {
  test('of an earlier question leads back there', () => {
    const talk = begun()
    talk.presses('Доставка')
    assert.deepEqual(talk.presses('Ещё вопрос').at(-1)?.startsWith(toTeam), true)
  })

  test('that is tapped twice is pressed once', () => {
    const talk = begun()
    talk.presses('Доставка')
    assert.deepEqual(talk.presses('Доставка'), [])
    assert.equal(talk.place?.stepId, 'mail')
    assert.deepEqual(talk.says('завтра'), ['Это не похоже на адрес почты'])
  })

  test('that is pressed again after a word leads back again', () => {
    const talk = begun()
    talk.presses('Доставка')
    talk.says('завтра')
    assert.notDeepEqual(talk.presses('Доставка'), [])
  })

  test('that was never shown, or is another bot’s, is understood as nothing', () => {
    const forged = [
      '',
      'a',
      `${BOT.slice(-8)}.later.a`,
      `${BOT.slice(-8)}.menu.c`,
      `00000000.menu.a`,
    ]
    for (const value of [...forged, `${BOT.slice(-8)}.menu.a.b`, '__proto__', '....']) {
      const talk = begun()
      const said = talk.happens({ type: 'pressed', value, label: 'Доставка' })
      assert.deepEqual(said, ['Выберите из списка [Доставка / Ещё вопрос]'], value)
    }
  })

  test('of a question that was not asked yet leads nowhere', () => {
    const choice = (id: string, next: string) =>
      aStep({
        id,
        kind: 'choice',
        text: `${id}?`,
        placement: 'inline',
        options: [option('a', 'Да', next)],
        otherwise: again,
      })
    const talk = begun(scenarioOf(choice('age', 'pay'), choice('pay', 'person'), person))
    const value = `${BOT.slice(-8)}.pay.a`
    assert.deepEqual(talk.happens({ type: 'pressed', value }), ['Выберите из списка [Да]'])
    talk.presses('Да')
    assert.deepEqual(talk.happens({ type: 'pressed', value }), [toTeam])
  })

  test('has a value that no platform cuts', () => {
    const long = 'x'.repeat(24)
    const talk = new TrialTalk(
      scenarioOf({
        id: long,
        kind: 'choice',
        text: '?',
        placement: 'inline',
        options: [option(long, 'Да')],
        otherwise: again,
      }),
    )
    talk.begin()
    assert.ok(Buffer.byteLength(talk.buttons[0]?.value ?? '') <= 64)
  })

  test('stands alone in its row until there are many', () => {
    const rows = (count: number) => {
      const options = Array.from({ length: count }, (_, k) => option(String(k), String(k)))
      const choice = { id: 'c', kind: 'choice', text: '?', otherwise: again } as const
      const talk = new TrialTalk(scenarioOf({ ...choice, placement: 'keyboard', options }))
      return talk.begin()[0]?.split(' / ').length
    }
    assert.deepEqual([1, 6, 7, 10, 12, 20].map(rows), [1, 6, 4, 5, 6, 7])
  })
})

describe('«По вопросу клиента»', () => {
  const topics = scenarioOf(
    {
      id: 'topic',
      kind: 'topic',
      text: 'О чём вы?',
      placement: 'keyboard',
      rules: [
        { id: '1', topic: 'Возврат', to: { kind: 'team', id: TEAM } },
        { id: '2', topic: 'Прочее', to: { kind: 'operator', id: null } },
      ],
      otherwise: { text: '', times: 1, to: { kind: 'backup' } },
      silence: { afterMin: 5, next: null },
    },
    person,
  )
  test('names the topic and hands over to whom it belongs', () => {
    assert.deepEqual(begun(topics).presses('Возврат'), ['set «Возврат»', toTeam])
    assert.deepEqual(begun(topics).presses('Прочее'), ['set «Прочее»', 'hand over to backup'])
  })
  test('asks again in its own words, then hands over to somebody else', () => {
    const talk = begun(topics)
    assert.deepEqual(talk.says('не знаю'), ['О чём вы? [Возврат / Прочее]'])
    assert.deepEqual(talk.says('не знаю'), ['hand over to backup'])
  })
})

describe('a loose end', () => {
  const loose = scenarioOf({ id: 'hello', kind: 'message', text: 'Здравствуйте', next: null })
  test('keeps the customer silently, and their next word goes to a person', () => {
    const talk = begun(loose)
    assert.deepEqual(talk.waits, { for: 'customer' })
    assert.deepEqual(talk.pass(10_000), [])
    assert.deepEqual(talk.waits, { for: 'customer' })
    assert.deepEqual(talk.happens({ type: 'said', texts: ['ау'], isEarly: true }), [])
    assert.deepEqual(talk.says('ау'), ['hand over to backup'])
    const forged = begun(loose).happens({ type: 'pressed', value: 'x' })
    assert.deepEqual(forged, ['hand over to backup'])
  })
  test('lets go who came back from one by a button', () => {
    const talk = begun(
      scenarioOf(
        {
          id: 'c',
          kind: 'choice',
          text: '?',
          placement: 'inline',
          options: [option('a', 'Никуда'), option('b', 'Дальше', 'bye')],
          otherwise: again,
        },
        { id: 'bye', kind: 'close' },
      ),
    )
    assert.deepEqual(talk.presses('Никуда'), [])
    assert.deepEqual(talk.presses('Никуда'), [])
    assert.deepEqual(talk.presses('Дальше'), ['close'])
  })
  test('with no beginning at all the customer goes to a person at once', () => {
    assert.deepEqual(new TrialTalk({ ...loose, start: null }).begin(), ['hand over to backup'])
    assert.deepEqual(new TrialTalk({ ...loose, start: 'gone' }).begin(), ['hand over to backup'])
  })
})

describe('a pause', () => {
  const pause = scenarioOf(
    { id: 'wait', kind: 'wait', seconds: 90, next: 'menu' },
    { id: 'menu', kind: 'message', text: 'Вы ещё здесь? {{сообщение}}', next: null },
  )
  test('is waited through, whatever the customer says meanwhile', () => {
    const talk = begun(pause)
    assert.deepEqual(talk.waits, { for: 'time', until: MONDAY + 90_000 })
    assert.deepEqual(talk.pass(1), [])
    assert.deepEqual(talk.says('да'), [])
    assert.deepEqual(talk.waits, { for: 'time', until: MONDAY + 90_000 })
    assert.deepEqual(talk.pass(1), ['Вы ещё здесь? да'])
  })
})

describe('a template', () => {
  const reminder = scenarioOf(
    {
      id: 't',
      kind: 'template',
      templateId: TEMPLATE,
      values: { 'body.1': '{{имя клиента}} ' },
      next: null,
      whenFailed: 'person',
    },
    person,
  )
  test('is sent where it can be, and there is another way where it cannot', () => {
    const talk = begun(reminder)
    assert.deepEqual(talk.waits, {
      for: 'template',
      templateId: TEMPLATE,
      values: { 'body.1': 'Дарья' },
    })
    assert.deepEqual(talk.happens({ type: 'template', isSendable: true }), [
      `template ${TEMPLATE} {"body.1":"Дарья"}`,
    ])
    assert.deepEqual(begun(reminder).happens({ type: 'template', isSendable: false }), [toTeam])
  })
})

describe('another scenario', () => {
  const first = scenarioOf(
    { id: 'hello', kind: 'message', text: 'Здравствуйте', next: 'on' },
    { id: 'on', kind: 'scenario', botId: OTHER },
  )
  test('goes on with the steps counted, and with words that were said before', () => {
    const talk = begun(first)
    assert.deepEqual(talk.waits, { for: 'scenario', botId: OTHER })
    const { place, facts } = talk
    assert.ok(place)
    const second = { botId: OTHER, version: 3, scenario: reception, place, facts }
    const run = runScenario(second, { type: 'start' })
    assert.equal(run.place?.botId, OTHER)
    assert.equal(run.place?.version, 3)
    assert.equal(run.place?.steps, 4)
    assert.equal(run.actions.length, 2)
  })
  test('that nobody has chosen leads to a person', () => {
    const nowhere = scenarioOf({ id: 'on', kind: 'scenario', botId: null })
    assert.deepEqual(new TrialTalk(nowhere).begin(), ['hand over to backup'])
  })
})

describe('a loop', () => {
  test('of steps is left for a person after a hundred of them', () => {
    const talk = new TrialTalk(
      scenarioOf(
        { id: 'a', kind: 'set', tags: ['круг'], next: 'b' },
        { id: 'b', kind: 'condition', branches: [], otherwise: 'a' },
      ),
    )
    assert.deepEqual(talk.begin().at(-1), 'hand over to backup')
    assert.equal(talk.isEndless, true)
  })
  test('of messages is left sooner', () => {
    const talk = new TrialTalk(
      scenarioOf({ id: 'a', kind: 'message', text: 'Подождите', next: 'a' }),
    )
    assert.equal(talk.begin().length, 21)
    assert.equal(talk.isEndless, true)
  })
  test('through pauses is counted too, whatever is said into them', () => {
    const talk = begun(
      scenarioOf(
        { id: 'a', kind: 'message', text: 'Подождите', next: 'w' },
        { id: 'w', kind: 'wait', seconds: 60, next: 'a' },
      ),
    )
    for (let count = 1; count < 20; count += 1) {
      assert.deepEqual(talk.says('жду'), [])
      assert.deepEqual(talk.pass(1), ['Подождите'])
    }
    assert.deepEqual(talk.pass(1), ['hand over to backup'])
    assert.equal(talk.isEndless, true)
  })
  test('of questions and answers has no end, and needs none', () => {
    const talk = begun(
      scenarioOf({
        id: 'q',
        kind: 'question',
        text: 'Ещё?',
        expects: 'text',
        saveAs: 'ещё',
        next: 'q',
        otherwise: again,
      }),
    )
    for (let count = 0; count < 200; count += 1) assert.equal(talk.says('да').length, 2)
  })
})
