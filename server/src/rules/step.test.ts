import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileView } from '@otklik/protocol'

import { aContext } from '../testing/rules.ts'
import {
  type Context,
  type Conversation,
  type MessageDraft,
  type MessageState,
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

const inEverybodysQueue = {
  status: 'queued' as const,
  queue: { kind: 'team' as const, id: 'everyone', by: 'receiver' as const },
  isByHand: true as const,
}

const waiting = (facts: Partial<Conversation> = {}): Conversation => ({
  id: 'conversation-1',
  kind: 'direct',
  openedAt: NOON - 60_000,
  holding: { ...inEverybodysQueue, since: NOON - 60_000 },
  seq: 1,
  owes: 'us',
  waitingSince: NOON - 60_000,
  unread: 1,
  lastActivityAt: NOON - 60_000,
  ...facts,
})
const heldBy = ({ id, name }: typeof anna, facts: Partial<Conversation> = {}) =>
  waiting({
    holding: { status: 'assigned', operatorId: id, operatorName: name, since: NOON - 30_000 },
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
const codes = (effects: ReturnType<typeof step>['effects']) =>
  effects.flatMap((effect) =>
    effect.type === 'add-message' ? (effect.message.content.system?.code ?? []) : [],
  )

test('opens a waiting conversation for the first word', () => {
  const { conversation, effects } = tell(undefined, says('здравствуйте'))
  assert.equal(conversation?.holding.status, 'queued')
  assert.equal(conversation?.waitingSince, NOON)
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['wake-routing', 'add-message'],
  )
})

test('counts the wait from the first word that nobody answered', () => {
  const { conversation } = tell(waiting(), says('ау'))
  assert.equal(conversation?.waitingSince, NOON - 60_000)
  assert.equal(conversation?.unread, 2)
})

test('sends the answer of the one who holds the conversation', () => {
  const { conversation, effects } = tell(heldBy(anna), replies('добрый день'))
  assert.equal(conversation?.owes, 'customer')
  assert.equal(conversation?.waitingSince, undefined)
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['add-message', 'send'],
  )
})

const refusals: [string, Conversation, Trigger, Partial<Context>, string][] = [
  [
    'an answer to a waiting conversation, until it is taken',
    waiting(),
    replies('я'),
    {},
    'needs-taking',
  ],
  ['an answer to what a colleague holds', heldBy(igor), replies('я'), {}, 'already-taken'],
  [
    'an answer to a customer who blocked us',
    heldBy(anna),
    replies('ау'),
    { contact: { name: 'Олег', isBlocking: true } },
    'contact-blocked',
  ],
  [
    'an answer into a disconnected channel',
    heldBy(anna),
    replies('ау'),
    { channel: { isConnected: false, canEdit: true, canDelete: true } },
    'channel-disconnected',
  ],
  ['closing what a colleague holds', heldBy(igor), closes(), {}, 'not-yours'],
]
for (const [what, conversation, trigger, facts, code] of refusals) {
  test(`refuses ${what}`, () => {
    const result = tell(conversation, trigger, facts)
    assert.equal(result.refusal?.code, code)
    assert.equal(result.conversation, conversation)
    assert.deepEqual(result.effects, [])
  })
}

test('[CC-03] closes after eight seconds, by the one who asked, at the time it was due', () => {
  const asked = tell(heldBy(anna), closes()).conversation
  assert.ok(asked)
  assert.equal(dueOf(asked), NOON + 8000)
  const early = tell(asked, { type: 'time-passed', lineId: LINE }, { now: NOON + 7999 })
  assert.equal(early.conversation, asked)
  const late = tell(asked, { type: 'time-passed', lineId: LINE }, { now: NOON + 60_000 })
  assert.deepEqual(late.conversation?.holding, {
    status: 'closed',
    at: NOON + 8000,
    reason: 'operator',
    operatorId: 'anna',
  })
  assert.deepEqual(codes(late.effects), ['closed'])
})

test('forgets a close that was undone', () => {
  const asked = tell(heldBy(anna), closes()).conversation
  const undone = tell(asked, undoes(anna)).conversation
  assert.deepEqual(undone?.holding, heldBy(anna).holding)
  assert.equal(undone && dueOf(undone), undefined)
})

test('keeps a closing conversation open for the customer who writes', () => {
  const asked = tell(heldBy(anna), closes()).conversation
  const { conversation, effects } = tell(asked, says('подождите'))
  assert.equal(conversation?.holding.status, 'assigned')
  assert.deepEqual(codes(effects), ['close-interrupted'])
})

test('links the next conversation to the one before it', () => {
  const closed = waiting({ holding: { status: 'closed', at: NOON, reason: 'operator' } })
  const { conversation, effects } = tell(undefined, says('снова я'), {
    previous: { id: closed.id, number: 7 },
    newConversationId: 'conversation-2',
  })
  assert.equal(conversation?.previousId, closed.id)
  assert.deepEqual(codes(effects), ['continued'])
})

test('[TG-12] says once that the customer blocked us', () => {
  const first = tell(heldBy(anna), { type: 'contact-blocked', lineId: LINE })
  assert.deepEqual(codes(first.effects), ['contact-blocked'])
  const again = tell(
    first.conversation,
    { type: 'contact-blocked', lineId: 'm' },
    {
      contact: { name: 'Олег', isBlocking: true },
    },
  )
  assert.deepEqual(again.effects, [])
})

const sent = (facts: Partial<MessageState> = {}): MessageState => ({
  ...draft('ответ', { author: { type: 'operator', ...anna } }),
  conversationId: 'conversation-1',
  version: 1,
  seq: 2,
  status: 'queued',
  delivery: { total: 2, sent: 0, unknown: 0 },
  ...facts,
})
const settles = (
  outcome: Extract<Trigger, { type: 'part-settled' }>['part']['outcome'],
): Trigger => ({
  type: 'part-settled',
  lineId: LINE,
  part: { kind: 'message', messageId: sent().id, outcome },
})
const after = (message: MessageState, trigger: Trigger): MessageState => {
  const { effects } = tell(heldBy(anna), trigger, { messages: new Map([[message.id, message]]) })
  const changed = effects.find((effect) => effect.type === 'change-message')
  return changed?.type === 'change-message' ? changed.message : message
}

test('claims that a message is sent when all of its parts are', () => {
  const half = after(sent(), settles({ result: 'sent' }))
  assert.equal(half.status, 'queued')
  assert.equal(after(half, settles({ result: 'sent' })).status, 'sent')
})

test('says «perhaps delivered» when one part of a message is unknown', () => {
  const half = after(sent(), settles({ result: 'unknown' }))
  assert.equal(after(half, settles({ result: 'sent' })).status, 'unknown')
})

test('withdraws the rest of a message when one part of it is refused', () => {
  const message = sent()
  const { effects } = tell(heldBy(anna), settles({ result: 'failed', reason: 'rejected' }), {
    messages: new Map([[message.id, message]]),
  })
  assert.deepEqual(effects.at(-1), { type: 'withdraw', messageId: message.id })
})

test('lets a status grow and never shrink', () => {
  const read = after(sent({ status: 'sent' }), {
    type: 'receipt',
    messageIds: [sent().id],
    status: 'read',
  })
  assert.equal(read.status, 'read')
  const delivered = after(read, { type: 'receipt', messageIds: [read.id], status: 'delivered' })
  assert.equal(delivered.status, 'read')
})

test('brings the old text back when the platform refuses an edit', () => {
  const message = sent({ status: 'sent' })
  const edited = after(message, {
    type: 'operator-edited',
    operator: anna,
    messageId: message.id,
    text: 'новый',
  })
  assert.equal(edited.text, 'новый')
  const refused = after(edited, {
    type: 'part-settled',
    lineId: LINE,
    part: {
      kind: 'edit',
      messageId: message.id,
      outcome: { result: 'failed', reason: 'rejected' },
    },
  })
  assert.equal(refused.text, 'ответ')
  assert.equal(refused.failure?.reason, 'rejected')
})

test('keeps the newest of two edits, whichever comes first', () => {
  const message = sent({ author: { type: 'contact', name: 'Олег' } })
  const edit = (text: string, at: number): Trigger => ({
    type: 'contact-edited',
    messageId: message.id,
    text,
    content: {},
    at,
  })
  const newest = after(message, edit('второй', NOON + 2000))
  assert.equal(after(newest, edit('первый', NOON + 1000)).text, 'второй')
})

const picture: FileView = {
  ...{ id: 'here', kind: 'image', name: '', state: 'stored', hasPreview: true },
  ...{ bytes: 4000, width: 60, height: 90, mime: 'image/jpeg' },
}
const told = (facts: Partial<FileView> = {}): FileView => ({
  ...{ id: 'told', kind: 'image', name: '', state: 'loading', hasPreview: false },
  ...{ bytes: 4000, width: 60, height: 90, ...facts },
})
const { bytes: _, ...ofNoSize } = told()
const filesOfEdits: [string, FileView[], FileView[], string[]][] = [
  ['keeps a file that is told again', [picture], [told()], ['here']],
  [
    'keeps one that lies on its side',
    [picture],
    [{ ...ofNoSize, width: 90, height: 60 }],
    ['here'],
  ],
  ['shows a file that is added', [], [told()], ['told']],
  [
    'shows what stands beside the first',
    [picture],
    [told(), told({ id: 'next' })],
    ['told', 'next'],
  ],
  ['shows another of the same kind', [picture], [told({ bytes: 4001 })], ['told']],
  ['shows another form', [picture], [{ ...ofNoSize, width: 61 }], ['told']],
  ['shows another kind', [picture], [told({ kind: 'document' })], ['told']],
  ['shows another name', [picture], [told({ name: 'plan.pdf' })], ['told']],
  ['shows none that was taken away', [picture], [], []],
]
for (const [what, had, files, expected] of filesOfEdits) {
  test(`an edit ${what}`, () => {
    const author = { type: 'contact' as const, name: 'Олег' }
    const message = sent({ author, content: { files: had } })
    const edit: Trigger = {
      ...{ type: 'contact-edited', messageId: message.id, text: message.text },
      ...{ content: { files }, at: NOON + 1000 },
    }
    const edited = after(message, edit)
    assert.deepEqual(
      (edited.content.files ?? []).map(({ id }) => id),
      expected,
    )
    const isOther = expected[0] !== had[0]?.id || expected.length !== had.length
    assert.equal(edited.editedAt, isOther ? NOON + 1000 : undefined)
  })
}

const undoes = (operator: { id: string; name: string }): Trigger => ({
  type: 'close-undone',
  operator,
  mayUndoOthers: false,
  lineId: LINE,
})
