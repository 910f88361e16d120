import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { aContext } from '../testing/rules.ts'
import {
  type Context,
  type Conversation,
  type MessageDraft,
  step,
  type Trigger,
  wakeAt,
} from './index.ts'

const anna = { id: 'anna', name: 'Анна' }
const igor = { id: 'igor', name: 'Игорь' }
const NOON = 1_795_000_000_000
const LINE = '01a20464-8cf1-75b1-9c98-ffffffffffff'

const context = (facts: Partial<Context> = {}) => aContext(NOON, facts)
/** The deadline that follows from the settings of the tests. */
const dueOf = (conversation: Conversation) => wakeAt(conversation, context())

const draft = (text: string, facts: Partial<MessageDraft> = {}): MessageDraft => ({
  id: `01a20464-8cf1-75b1-9c98-${text.length.toString(16).padStart(12, '0')}`,
  kind: 'message',
  author: { type: 'contact', name: 'Олег' },
  text,
  content: {},
  at: NOON,
  ...facts,
})

const tell = (conversation: Conversation | undefined, trigger: Trigger, facts?: Partial<Context>) =>
  step(conversation, trigger, context(facts))
const says = (text: string): Trigger => ({ type: 'contact-wrote', message: draft(text) })
const replies = (text: string, operator = anna): Trigger => ({
  type: 'operator-wrote',
  operator,
  message: draft(text, { author: { type: 'operator', ...operator } }),
})
const closes = (operator = anna, mayCloseOthers = false): Trigger => ({
  type: 'close-asked',
  operator,
  mayCloseOthers,
})
const undoes = (operator: { id: string; name: string }): Trigger => ({
  type: 'close-undone',
  operator,
  mayUndoOthers: false,
  lineId: LINE,
})

/** Any trigger at any time: what must be true of a conversation whatever happens to it. */
const triggers = fc.oneof(
  fc.constantFrom<Trigger>(
    says('слово'),
    replies('ответ', anna),
    replies('ответ', igor),
    closes(anna, true),
    undoes(anna),
    undoes(igor),
    { type: 'taken', operator: anna, lineId: LINE, mayTakeOver: false },
    { type: 'taken', operator: igor, lineId: LINE, mayTakeOver: true },
    { type: 'returned', operator: anna, lineId: LINE, mayReturnOthers: true },
    { type: 'time-passed', lineId: LINE },
    { type: 'contact-started', lineId: LINE },
    { type: 'contact-pressed', lineId: LINE, value: 'x' },
    { type: 'contact-blocked', lineId: LINE },
    { type: 'contact-unblocked', lineId: LINE },
    { type: 'marked-unread' },
    { type: 'seen', operatorId: 'anna', seq: 1000 },
  ),
)
const story = fc.array(fc.tuple(triggers, fc.integer({ min: 0, max: 10_000 })), { maxLength: 40 })

test('keeps its promises through any story', () => {
  fc.assert(
    fc.property(story, (events) => {
      let conversation: Conversation | undefined
      let now = NOON
      for (const [trigger, later] of events) {
        now += later
        const before = conversation
        const result = tell(before, trigger, { now })
        const next = result.conversation
        if (result.refusal) {
          assert.equal(next, before)
          assert.deepEqual(result.effects, [])
        }
        // Places in the transcript are dense: every message has the next one.
        const added = result.effects.flatMap((e) => (e.type === 'add-message' ? e.message.seq : []))
        const first = (before && next?.id === before.id ? before.seq : 0) + 1
        assert.deepEqual(
          added,
          Array.from({ length: added.length }, (_, n) => first + n),
        )
        // Closed is final: from there on only a new conversation.
        if (before?.holding.status === 'closed' && next?.id === before.id) {
          assert.deepEqual(next.holding, before.holding)
        }
        // Whoever has a deadline is woken for it, and nobody else is.
        assert.equal(next && dueOf(next) !== undefined, next && next.holding.status === 'closing')
        assert.equal(next?.owes === 'us', next?.waitingSince !== undefined)
        // A state survives storage unchanged.
        assert.deepEqual(next && JSON.parse(JSON.stringify(next)), next)
        conversation = next?.holding.status === 'closed' ? undefined : next
      }
    }),
    { numRuns: 2000 },
  )
})

test('gives the same answer to the same question', () => {
  fc.assert(
    fc.property(story, (events) => {
      const run = () => {
        let conversation: Conversation | undefined
        return events.map(([trigger, later]) => {
          const result = tell(conversation, trigger, { now: NOON + later })
          conversation = result.conversation
          return result
        })
      }
      assert.deepEqual(run(), run())
    }),
    { numRuns: 200 },
  )
})
