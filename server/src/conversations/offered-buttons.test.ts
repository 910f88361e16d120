import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Message } from '@otklik/protocol'

import { addTrialPlatform, createTrialCentre, until } from '../testing/index.ts'

const inline = (...labels: string[]) => ({
  placement: 'inline',
  rows: labels.map((label) => [{ label }]),
})
const barsOf = (message: Message | undefined) => message?.buttons?.rows.flat() ?? []

let centre: Awaited<ReturnType<typeof createTrialCentre>>
let id: string
/** What the messenger took, by its own names. */
const sent: string[] = []
before(async () => {
  const few = { as: 'replies', max: 3, maxLabelLength: 20 } as const
  const many = { as: 'list', max: 5, maxLabelLength: 24 } as const
  addTrialPlatform({
    capabilities: { buttons: { inline: [few, many], keyboard: [few] } },
    connection: () => ({
      send: async ({ key }) => {
        sent.push(`sent-${key}`)
        return { ids: [`sent-${key}` as never] }
      },
    }),
  })
  centre = await createTrialCentre()
  id = await centre.conversationWith('Олег')
})

describe("an operator's buttons", () => {
  const refused = async (more: object) => {
    const body = { clientId: crypto.randomUUID(), kind: 'message', text: 'Куда везти?', ...more }
    const { browser } = centre.owner
    const answer = await browser.send('POST', `/api/v1/conversations/${id}/messages`, body)
    assert.equal(answer.statusCode, 422, answer.body)
    return Object.entries(answer.json().error.fields as Record<string, { code: string }>).map(
      ([path, { code }]) => `${path} ${code}`,
    )
  }

  test('[COM-23] are refused where they cannot stand', async () => {
    const buttons = inline('Домой')
    assert.deepEqual(await refused({ buttons, kind: 'note' }), ['buttons wrong-value'])
    assert.deepEqual(await refused({ buttons, text: ' ' }), ['text required'])
    assert.deepEqual(await refused({ buttons: { placement: 'inline', rows: [] } }), [
      'buttons.rows too-short',
    ])
  })

  test('[COM-22] [COM-23] are refused when the messenger would cut them', async () => {
    assert.deepEqual(await refused({ buttons: inline('ы'.repeat(25)) }), [
      'buttons.rows.0.0.label too-long',
    ])
    assert.deepEqual(await refused({ buttons: inline(...'абвгде') }), ['buttons too-many'])
    const keyboard = { ...inline(...'абвг'), placement: 'keyboard' }
    assert.deepEqual(await refused({ buttons: keyboard }), ['buttons too-many'])
  })

  test('[COM-23] are told apart, and nobody presses them but the customer', async () => {
    assert.deepEqual(await refused({ buttons: inline('Домой', ' домой ') }), [
      'buttons.rows.1.0.label name-taken',
    ])
    assert.deepEqual(await refused({ buttons: inline(' ') }), ['buttons.rows.0.0.label required'])
    const same = ['Домой', 'В офис'].map((label) => [{ label, value: 'there' }])
    assert.deepEqual(await refused({ buttons: { placement: 'inline', rows: same } }), [
      'buttons.rows.1.0.value wrong-value',
    ])
    const pressed = { label: 'Домой', pressedAt: new Date().toISOString() }
    assert.deepEqual(await refused({ buttons: { placement: 'inline', rows: [[pressed]] } }), [
      'buttons.rows.0.0.pressedAt unknown',
    ])
  })

  test('[COM-23] have values of their own, and a press marks one, once', async () => {
    const messageId = (
      await centre.write(id, 'Куда везти?', { buttons: inline('Домой', 'В офис на Заречной') })
    ).id
    await until(async () => sent.length > 0, 'the message at the platform')
    const find = async () =>
      (await centre.messagesOf(id)).find((each) => each.id === messageId) as unknown as Message
    const [home, office] = barsOf(await find())
    assert.ok(home?.value && office?.value && home.value !== office.value)
    await centre.tell({
      type: 'press',
      id: 'press-1',
      thread: { id: 'Олег' },
      from: { address: 'Олег', name: 'Олег' },
      at: new Date().toISOString(),
      messageId: sent.at(-1),
      value: office.value,
    })
    const shown = await until(async () => {
      const bars = barsOf(await find())
      return bars.some(({ pressedAt }) => pressedAt) && bars
    }, 'the mark')
    assert.deepEqual(
      shown.map(({ label, pressedAt }) => [label, Boolean(pressedAt)]),
      [
        ['Домой', false],
        ['В офис на Заречной', true],
      ],
    )
    const lines = (await centre.messagesOf(id)) as unknown as Message[]
    assert.ok(!lines.some(({ system }) => system?.code === 'pressed'))
  })
})
