import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'

import type { ApiError } from '@otklik/protocol'

import { openRulesForm, type RulesForm } from '../testing/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

let form: RulesForm
before(async () => {
  form = await openRulesForm('telegram')
})
beforeEach(() => form.reload())
const patch = (body: object) => form.patch(body)
const saved = (body: object) => form.saved(body)
const refused = (body: object) => form.refused(body)
const brokenByDatabase = (set: string, values: unknown[]) => form.brokenByDatabase(set, values)
const switchBots = (isOn: boolean) => form.switchBots(isOn)

describe('automatic replies', () => {
  const lists = ['autoReplies', 'offHoursReplies'] as const

  test('[COM-32] [COM-33] are texts with delays, sorted by delay', async () => {
    for (const list of lists) {
      const rules = await saved({
        [list]: [
          { text: ' Ещё немного ', delayS: 86_400 },
          { text: 'Скоро ответим', delayS: 0 },
          { text: '😀'.repeat(1000), delayS: 60 },
        ],
      })
      assert.deepEqual(
        rules[list].map(({ text, delayS }) => [text.slice(0, 14), delayS]),
        [
          ['Скоро ответим', 0],
          ['😀'.repeat(7), 60],
          ['Ещё немного', 86_400],
        ],
      )
      assert.equal(new Set(rules[list].map(({ id }) => id)).size, 3)
      const [first] = rules[list]
      const kept = await saved({
        [list]: [
          { ...first, delayS: 5 },
          { ...first, delayS: 6 },
        ],
      })
      assert.equal(kept[list][0]?.id, first?.id)
      assert.notEqual(kept[list][1]?.id, first?.id)
    }
  })

  test('[COM-32] need both a text and a time', async () => {
    const text = 'Скоро ответим'
    const wrong: [object, Record<string, string>][] = [
      [{ text: '  ', delayS: 0 }, { text: 'required' }],
      [{ text: 'я'.repeat(1001), delayS: 0 }, { text: 'too-long' }],
      [{ text }, { delayS: 'required' }],
      [{ delayS: 0 }, { text: 'required' }],
      [{ text, delayS: -1 }, { delayS: 'too-small' }],
      [{ text, delayS: 86_401 }, { delayS: 'too-large-number' }],
      [{ text, delayS: 0.5 }, { delayS: 'not-whole' }],
      [{ text, delayS: '' }, { delayS: 'not-whole' }],
      [
        { text: '', delayS: '1' },
        { text: 'required', delayS: 'not-whole' },
      ],
    ]
    for (const list of lists) {
      for (const [reply, problems] of wrong) {
        const good = { text, delayS: 7 }
        const expected = Object.entries(problems).map(([k, code]) => [`${list}.1.${k}`, code])
        assert.deepEqual(await refused({ [list]: [good, reply] }), Object.fromEntries(expected))
      }
    }
  })

  test('[H-24] are at different times, and not too many', async () => {
    const at = (delayS: number) => ({ text: 'Скоро ответим', delayS })
    for (const list of lists) {
      assert.deepEqual(await refused({ [list]: [at(5), at(6), at(5)] }), {
        [`${list}.2.delayS`]: 'same-delay',
      })
      const many = Array.from({ length: 21 }, (_, index) => at(index))
      assert.deepEqual(await refused({ [list]: many }), { [list]: 'too-long' })
      assert.equal((await saved({ [list]: many.slice(1) }))[list].length, 20)
    }
  })
})

describe('off hours', () => {
  const offHours = (bot: boolean, autoReplies: boolean, botId?: string) => ({
    offHours: { bot, autoReplies, ...(botId && { botId }) },
  })

  test('[COM-62] are never for a bot and automatic replies at once', async () => {
    assert.deepEqual(await refused(offHours(true, true)), { offHours: 'both-modes' })
    assert.deepEqual(await refused(offHours(true, true, nowhere)), { offHours: 'both-modes' })
    assert.equal((await saved(offHours(false, true))).offHoursMode, 'auto-replies')
    assert.equal((await saved(offHours(false, false))).offHoursMode, 'nothing')
  })

  test('[COM-62] hold one mode in the database', async () => {
    await brokenByDatabase(`off_hours = 'both'`, [])
    await brokenByDatabase(`off_hours = 'bot,auto-replies'`, [])
    await brokenByDatabase(`off_hours = null`, [])
    await brokenByDatabase(`off_hours = 'bot'`, [])
  })

  test('[COM-60] are for no bot while its module is off', async () => {
    await switchBots(false)
    for (const botId of [undefined, nowhere]) {
      assert.deepEqual(await refused(offHours(true, false, botId)), {
        'offHours.botId': 'module-off',
      })
    }
    await saved(offHours(false, true))
  })

  test('[COM-60] need a bot that is there', async () => {
    await switchBots(true)
    assert.deepEqual(await refused(offHours(true, false)), { 'offHours.botId': 'required' })
    assert.deepEqual(await refused(offHours(true, false, nowhere)), {
      'offHours.botId': 'no-such-bot',
    })
  })
})

describe('the closing text', () => {
  test('[COM-42] has 250 characters at most, counted as people do', async () => {
    for (const sign of ['я', '😀']) {
      const longest = sign.repeat(250)
      const rules = await saved({ isClosingTextShown: true, closingText: `  ${longest}\n` })
      assert.equal(rules.closingText, longest)
      const answer = await patch({ closingText: `${longest}${sign}` })
      assert.equal(answer.statusCode, 422)
      const { closingText } = answer.json<ApiError>().error.fields!
      assert.equal(closingText?.code, 'too-long')
      assert.match(closingText?.message ?? '', /250/)
    }
    assert.deepEqual(await refused({ closingText: 'я'.repeat(9000) }), { closingText: 'too-long' })
    await brokenByDatabase('closing_text = $3', ['😀'.repeat(251)])
  })

  test('[COM-40] is there where it is shown', async () => {
    await saved({ isClosingTextShown: false, closingText: '' })
    assert.deepEqual(await refused({ isClosingTextShown: true }), { closingText: 'required' })
    assert.deepEqual(await refused({ isClosingTextShown: true, closingText: ' \n' }), {
      closingText: 'required',
    })
    await saved({ isClosingTextShown: true, closingText: 'До свидания' })
    assert.deepEqual(await refused({ closingText: '' }), { closingText: 'required' })
    await brokenByDatabase(`closing_text = ''`, [])
  })
})

describe('closing by inactivity', () => {
  const after = (value: unknown, unit = 'hours') => ({ inactivity: { value, unit } })

  test('[COM-70] counts hours or days', async () => {
    for (const [value, unit] of [
      [1, 'hours'],
      [720, 'hours'],
      [1, 'days'],
      [365, 'days'],
    ] as const) {
      assert.deepEqual((await saved(after(value, unit))).inactivity, { value, unit })
    }
    assert.deepEqual(await refused(after(5, 'minutes')), { 'inactivity.unit': 'wrong-value' })
    assert.equal((await saved({ inactivity: null })).inactivity, null)
  })

  test('[H-24] [COM-71] is above zero, whole and bounded', async () => {
    const wrong: [unknown, string, string][] = [
      [0, 'hours', 'too-small'],
      [-1, 'days', 'too-small'],
      [1.5, 'hours', 'not-whole'],
      ['1e3', 'hours', 'not-whole'],
      ['', 'days', 'not-whole'],
      ['5', 'hours', 'not-whole'],
      [null, 'hours', 'required'],
      [undefined, 'hours', 'required'],
      [721, 'hours', 'too-large-number'],
      [366, 'days', 'too-large-number'],
      [1e300, 'days', 'too-large-number'],
    ]
    for (const [value, unit, code] of wrong) {
      assert.deepEqual(await refused(after(value, unit)), { 'inactivity.value': code })
    }
    for (const value of [0, 721]) {
      const set = `inactivity_value = $3, inactivity_unit = 'hours'`
      await brokenByDatabase(set, [value])
    }
  })
})
