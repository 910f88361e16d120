import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { changes, disabled, plot, transfers } from '../testing/plots.ts'
import { aContext } from '../testing/rules.ts'
import { type Plot, Story } from '../testing/story.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const anna = { id: 'anna', name: 'anna' }

function plans(story: Story, inMs: number, text = 'обещали написать', by = 'anna'): Story {
  const sendAt = story.now + inMs
  const author = { type: 'operator' as const, id: by, name: by }
  const id = `plan-${text}-${inMs}`
  const message = {
    id,
    kind: 'message' as const,
    author,
    text,
    content: {},
    at: story.now,
    clientId: id,
  }
  return story.tell({ type: 'message-planned', operator: { id: by, name: by }, message, sendAt })
}
const taken = (facts: Plot = plot()) => new Story(facts).customerWrites().taken()
const failureOf = ({ conversation }: Story) => conversation?.planned?.[0]?.failure?.reason

describe('what is to be sent later', () => {
  test('leaves once, at its time, and answers the customer', () => {
    const story = plans(taken(), HOUR_MS)
    assert.equal(story.wakeIn, HOUR_MS)
    story.after(HOUR_MS - 1)
    assert.equal(story.said.includes('обещали написать'), false)
    story.after(1).after(DAY_MS)
    assert.equal(story.said.filter((said) => said === 'обещали написать').length, 1)
    assert.equal(story.conversation?.owes, 'customer')
    assert.equal(story.conversation?.planned, undefined)
  })

  test('leaves late when the server was down at its time', () => {
    const story = plans(taken(), HOUR_MS).late(2 * HOUR_MS)
    assert.equal(story.said.at(-1), 'обещали написать')
  })

  test('is planned once however often it is asked', () => {
    const story = plans(plans(taken(), HOUR_MS), HOUR_MS)
    assert.equal(story.conversation?.planned?.length, 1)
  })

  test('is refused where nothing could be sent now', () => {
    const refusal = (story: Story) => plans(story, HOUR_MS).last?.refusal?.code
    assert.equal(plans(taken(), 0).last?.refusal?.code, 'in-the-past')
    assert.equal(refusal(new Story(plot()).customerWrites()), 'needs-taking')
    assert.equal(refusal(new Story(plot()).customerWrites().taken('igor')), 'already-taken')
    assert.equal(refusal(taken().closed()), 'conversation-closed')
    const contact = { name: 'Олег', isBlocking: true }
    assert.equal(refusal(changes(taken(), plot({}, { context: { contact } }))), 'contact-blocked')
  })

  test('still leaves from a queue: nobody else has promised anything', () => {
    const story = plans(taken(), HOUR_MS)
    story.tell({ type: 'returned', operator: anna, mayReturnOthers: false }).after(HOUR_MS)
    assert.ok(story.said.includes('обещали написать'))
    assert.equal(story.holding?.status, 'queued')
  })

  test('stays behind with a colleague, with a bot, and after its author', () => {
    const passed = plans(taken(), HOUR_MS).tell(transfers({ kind: 'operator', id: 'igor' }))
    passed.taken('igor').after(HOUR_MS)
    assert.equal(failureOf(passed), 'not-yours')
    assert.equal(passed.said.at(-1), 'planned-not-sent')
    const gone = plans(taken(), HOUR_MS)
    changes(gone, plot({}, { operators: disabled('anna') })).after(HOUR_MS)
    assert.equal(failureOf(gone), 'author-gone')
  })

  test('stays behind when the customer cannot be reached', () => {
    const at = (context: Plot['context']) => {
      const story = plans(taken(), HOUR_MS)
      story.plot = plot({}, { context: context ?? {} })
      return failureOf(story.after(HOUR_MS))
    }
    const { channel } = aContext(0)
    assert.equal(at({ contact: { name: 'Олег', isBlocking: true } }), 'contact-blocked')
    assert.equal(at({ channel: { ...channel, isConnected: false } }), 'channel-disconnected')
    assert.equal(at({ channel: { ...channel, replyWindowMs: 1 } }), 'window-closed')
  })

  test('is told as not sent with the close, and no close by silence comes before it', () => {
    const quiet = { rules: { inactivityMs: HOUR_MS } }
    const story = plans(taken(plot({}, quiet)), DAY_MS).after(DAY_MS - 1)
    assert.equal(story.holding?.status, 'assigned')
    story.closed().after(8000)
    assert.equal(failureOf(story), 'conversation-closed')
    story.after(2 * DAY_MS)
    assert.equal(story.said.filter((said) => said === 'planned-not-sent').length, 1)
  })

  test('is changed by its author alone, and taken away by the one who holds it now', () => {
    const story = plans(taken(), HOUR_MS).tell(transfers({ kind: 'operator', id: 'igor' }))
    story.taken('igor')
    const messageId = story.conversation?.planned?.[0]?.message.id ?? ''
    const igor = { id: 'igor', name: 'igor' }
    const change = { type: 'message-replanned', messageId, text: 'иначе' } as const
    story.tell({ ...change, operator: igor, sendAt: story.now + 1 })
    assert.equal(story.last?.refusal?.code, 'not-yours')
    story.tell({ ...change, operator: anna, sendAt: story.now + DAY_MS })
    assert.equal(story.wakeIn, DAY_MS)
    story.tell({ type: 'planned-sent', operator: anna, messageId })
    assert.equal(story.last?.refusal?.code, 'already-taken')
    assert.equal(story.conversation?.planned?.length, 1)
    const drop = { type: 'message-unplanned', messageId, mayActForOthers: false } as const
    story.tell({ ...drop, operator: { id: 'olga', name: 'olga' } })
    assert.equal(story.last?.refusal?.code, 'not-yours')
    story.tell({ ...drop, operator: igor })
    assert.equal(story.conversation?.planned, undefined)
  })
})
