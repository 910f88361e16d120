import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Conversation, Message, Operator, Snapshot } from '@otklik/protocol'
import fc from 'fast-check'
import { v7 as newId } from 'uuid'

// The browser's own functions: what they make of the feed is what people see.
import { mentionsOf } from '../../../web/src/features/feed/mentions.ts'
import { requestedList, withLatestPage } from '../../../web/src/features/feed/message-list.ts'
import {
  type FeedState,
  nothingKnown,
  withFrame,
  withList,
  withSnapshot,
} from '../../../web/src/features/feed/state.ts'
import {
  addTrialPlatform,
  createTrialCentre,
  type Listener,
  type Member,
  openListening,
  trialMessage,
  until,
} from '../testing/index.ts'

type Centre = Awaited<ReturnType<typeof createTrialCentre>>
let centre: Centre
let listen: Awaited<ReturnType<typeof openListening>>
/** Who acts: the owner, and everybody who looks. */
let people: Member[]
let teams: string[]
let channelId: string
let conversations: string[] = []

before(async () => {
  addTrialPlatform()
  centre = await createTrialCentre({})
  channelId = centre.channelId
  listen = await openListening(centre)
  const { owner } = centre
  const { accountId } = owner
  const [own, one, other] = await Promise.all(
    ['own', 'team', 'team'].map(() => centre.signUp('operator', { accountId })),
  )
  const supervisor = await centre.signUp('supervisor', { accountId })
  people = [owner, own!, one!, other!, supervisor]
  await send(owner, 'PATCH', `operators/${own!.operatorId}`, { scope: 'own' })
  teams = await Promise.all(
    [one!, other!].map(async ({ operatorId }, index) => {
      const team = { name: `Группа ${index}`, memberIds: [operatorId], settings: manual }
      return (await send(owner, 'POST', 'teams', team)).id
    }),
  )
})
const manual = { method: 'manual' }

/** Refusals are a part of life; nothing else is. */
async function send(
  by: Member,
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) {
  const answer = await by.browser.send(method, `/api/v1/${path}`, body && { ...body })
  assert.ok(answer.statusCode < 500, `${method} ${path}: ${answer.body}`)
  return answer.statusCode === 204 ? undefined : answer.json()
}
const read = async <Read>(by: Member, path: string): Promise<Read> =>
  (await by.browser.get(`/api/v1/${path}`)).json()

/** An open workplace: the browser's state, and the socket it is fed by. */
class Workplace {
  readonly member: Member
  state: FeedState = nothingKnown
  #listener: Listener | undefined
  #applied = 0

  constructor(member: Member) {
    this.member = member
  }

  async load(): Promise<void> {
    this.#listener?.socket.close()
    this.#listener = undefined
    const known = { ...this.state, me: this.member.operatorId }
    this.state = withSnapshot(known, await read<Snapshot>(this.member, 'snapshot'))
  }

  connect(): void {
    const { number, viewId } = this.state
    this.#listener = listen(this.member, number, { viewId })
    this.#applied = 0
  }

  /** Looks at a conversation, as somebody who opens it. */
  async open(id: string): Promise<void> {
    const path = `conversations/${id}/messages?limit=200`
    const page = await read<Parameters<typeof withLatestPage>[1] & { error?: object }>(
      this.member,
      path,
    )
    if (page.error || !this.state.conversations.has(id)) return
    const list = this.state.messages.get(id) ?? requestedList
    this.state = withList(this.state, id, withLatestPage(list, page))
  }

  /** Applies what has come; what cannot be continued is loaded anew. */
  async catchUp(number: number): Promise<void> {
    if (!this.#listener) this.connect()
    await until(async () => {
      const { socket, frames } = this.#listener!
      for (const frame of frames.slice(this.#applied)) {
        this.#applied += 1
        if (frame.type === 'resync') {
          assert.notEqual(frame.reason, 'hole')
          await this.load()
          this.connect()
          return false
        }
        const next = frame.type === 'events' ? withFrame(this.state, frame) : this.state
        assert.ok(next !== 'hole', 'a hole')
        this.state = next
      }
      if (socket.readyState === socket.OPEN) socket.send('{"type":"ping"}')
      return this.state.number >= number
    }, `number ${number}`)
  }

  close(): void {
    this.#listener?.socket.close()
  }
}

interface Act {
  kind: number
  by: number
  of: number
  to: number
}
const anyAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.nat(99),
  by: fc.nat(99),
  of: fc.nat(99),
  to: fc.nat(99),
})
const one = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!

let words = 0
async function carryOut(act: Act, workplaces: Workplace[]): Promise<void> {
  const by = one(people, act.by)
  const id = one(conversations, act.of)
  const told = `conversations/${id}`
  const kinds: (() => Promise<unknown>)[] = [
    () => customerWrites(`Клиент ${act.of % 12}`),
    () => customerWrites(`Клиент ${act.of % 12}`),
    () => send(by, 'POST', `${told}/assignment`),
    () => send(by, 'POST', `${told}/assignment`),
    () => send(by, 'DELETE', `${told}/assignment`),
    () => send(by, 'POST', `${told}/transfer`, { to: receiver(act.to) }),
    () => send(by, 'POST', `${told}/transfer`, { to: receiver(act.to) }),
    () => send(by, act.to % 2 ? 'PUT' : 'DELETE', `${told}/hold`),
    () => send(by, act.to % 2 ? 'PUT' : 'DELETE', `${told}/read`, { seq: act.to }),
    () => send(by, 'POST', `${told}/messages`, said(act.to % 2 ? 'note' : 'message')),
    () => send(by, 'POST', `${told}/messages`, said('message')),
    () => inTurn(() => call(by, told, act.to)),
    () => inTurn(() => call(by, told, act.to)),
    () => send(by, 'PUT', `${told}/mentions/seen`),
    () => takeBack(by, told),
    () => send(by, 'PUT', 'operators/me/status', { status: one(statuses, act.to) }),
    () => changeOperator(act),
    () => changeChannel(act),
    () => send(by, 'POST', `${told}/closure`, { as: 'operator' }),
    () => send(by, 'DELETE', `${told}/closure`),
    async () => {
      centre.clock.advance(10_000)
      centre.hints.send('deadlines', centre.owner.accountId)
    },
    () => changeScope(act),
    () => inTurn(() => changeTeam(act)),
    () => one(workplaces, act.by).open(id),
    () => one(workplaces, act.by).open(id),
  ]
  await one(kinds, act.kind)()
}

const said = (kind: 'message' | 'note') => ({ clientId: newId(), kind, text: `слово ${++words}` })

const statuses = ['online', 'break', 'do-not-disturb', 'offline']

/** Who is in a team is known to whoever calls it: the one act, then the other. */
let lastTurn: Promise<unknown> = Promise.resolve()
function inTurn(act: () => Promise<unknown>): Promise<unknown> {
  lastTurn = lastTurn.then(act)
  return lastTurn
}

/** A note that calls a colleague or a team by name. */
const call = (by: Member, told: string, index: number) =>
  send(by, 'POST', `${told}/messages`, { ...said('note'), mentions: [receiver(index)] })

/** Deletes the last note of a conversation: who was called by it, was not called. */
async function takeBack(by: Member, told: string): Promise<void> {
  const { messages = [] } = await read<{ messages?: Message[] }>(by, `${told}/messages?limit=200`)
  const note = messages.findLast(({ kind, deletedAt }) => kind === 'note' && !deletedAt)
  if (note) await send(by, 'DELETE', `${told}/messages/${note.id}`)
}

const changeOperator = ({ of, to }: Act) =>
  send(centre.owner, 'PATCH', `operators/${one(people, of).operatorId}`, {
    name: `Сотрудник ${to}`,
    capacity: 1 + to,
  })

async function changeChannel({ to }: Act): Promise<void> {
  const { version } = await read<{ version: number }>(centre.owner, `channels/${channelId}`)
  const signature = one(['none', 'first-name', 'company'], to)
  await send(centre.owner, 'PATCH', `channels/${channelId}`, { version, signature })
}

const receiver = (index: number) =>
  index % 2
    ? { kind: 'operator', id: one(people, index).operatorId }
    : { kind: 'team', id: one(teams, index / 2) }

async function customerWrites(name: string): Promise<void> {
  await centre.tell(trialMessage(name, newId(), `здравствуйте ${++words}`))
}

const changeScope = ({ of, to }: Act) =>
  send(centre.owner, 'PATCH', `operators/${people[1 + (of % 3)]!.operatorId}`, {
    scope: one(['own', 'team', 'all'], to),
  })

async function changeTeam({ of, to }: Act): Promise<void> {
  const id = one(teams, of)
  const all = await read<{ id: string; version: number }[]>(centre.owner, 'teams')
  const { version } = all.find((team) => team.id === id)!
  const memberIds = people.slice(1, 2 + (to % 3)).map(({ operatorId }) => operatorId)
  await send(centre.owner, 'PATCH', `teams/${id}`, { version, memberIds })
}

const sorted = <Item extends { id: string }>(items: Iterable<Item>) =>
  [...items].sort((a, b) => a.id.localeCompare(b.id))
const open = (items: Iterable<Conversation>) =>
  sorted([...items].filter(({ status }) => status !== 'closed'))

/** Whether a workplace of theirs is open is a hint, not of the feed. */
const withoutHints = (operators: Iterable<Operator>) =>
  sorted(operators).map(({ isOnline: _, ...operator }) => operator)

/** A closed conversation whose notes are all seen calls nobody; whoever was there may remember it. */
const calling = (mentions: FeedState['mentions'], { conversations: all }: Snapshot) => {
  const isOpen = new Set(open(all).map(({ id }) => id))
  return [...mentions]
    .filter(([id, { unseen }]) => unseen.size > 0 || isOpen.has(id))
    .map(([id, calls]) => ({ id, all: [...calls.all].sort(), unseen: [...calls.unseen].sort() }))
    .sort((a, b) => a.id.localeCompare(b.id))
}

/** Nothing is under way any more: what the server knows is what it will say. */
async function settled(): Promise<void> {
  const { accountId } = centre.owner
  await until(async () => {
    const { rows } = await centre.database.query<{ busy: boolean }>(
      `select exists (select from inbox where account_id = $1 and state = 'new')
         or exists (select from parts where account_id = $1 and state in ('queued', 'sending'))
         or exists (select from sweeps where account_id = $1)
         or exists (select from wake_ups where account_id = $1)
         or exists (select from conversations where account_id = $1 and wake_at <= $2) as busy`,
      [accountId, centre.clock.now()],
    )
    return !rows[0]?.busy
  }, 'rest')
}

async function isTheSameAsLoaded(workplace: Workplace): Promise<void> {
  const { member } = workplace
  let fresh: Snapshot
  // What happens by itself in between, an absence say, is in one of the two.
  do {
    fresh = await read<Snapshot>(member, 'snapshot')
    await workplace.catchUp(fresh.number)
  } while (workplace.state.number > fresh.number)
  const { state } = workplace
  assert.deepEqual(open(state.conversations.values()), open(fresh.conversations))
  assert.deepEqual(sorted(state.teams.values()), sorted(fresh.teams))
  assert.deepEqual(sorted(state.channels.values()), sorted(fresh.channels))
  assert.deepEqual(withoutHints(state.operators.values()), withoutHints(fresh.operators))
  assert.deepEqual(calling(state.mentions, fresh), calling(mentionsOf(fresh.mentions), fresh))
  for (const { id } of state.conversations.values()) {
    const { statusCode } = await member.browser.get(`/api/v1/conversations/${id}`)
    assert.equal(statusCode, 200, 'what is shown is theirs to see')
  }
  for (const [id, { messages, freshness }] of state.messages) {
    if (freshness !== 'fresh') continue
    const page = await read<{ messages: Message[] }>(
      member,
      `conversations/${id}/messages?limit=200`,
    )
    assert.deepEqual(messages, page.messages)
  }
}

test('[REQ-13] the feed, applied to any old state, gives what a fresh load gives', async () => {
  for (const index of Array(12).keys()) await customerWrites(`Клиент ${index}`)
  await settled()
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 5, maxLength: 40 }), async (acts) => {
      conversations = (await read<Snapshot>(centre.owner, 'snapshot')).conversations.map(
        ({ id }) => id,
      )
      const steady = people.map((member) => new Workplace(member))
      await Promise.all(steady.map((workplace) => workplace.load()))
      for (const workplace of steady) workplace.connect()
      // Fell asleep at some moment, and wake at the end.
      const asleep: Workplace[] = []
      for (const [index, act] of acts.entries()) {
        await Promise.all([
          carryOut(act, steady),
          ...(index % 2 ? [] : [carryOut(one(acts, act.to), steady)]),
          ...(act.to % 9 ? [] : [sleeper(act, asleep)]),
        ])
      }
      await settled()
      const { number } = await read<Snapshot>(centre.owner, 'snapshot')
      for (const workplace of [...steady, ...asleep]) {
        await workplace.catchUp(number)
        await isTheSameAsLoaded(workplace)
        workplace.close()
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
})

async function sleeper(act: Act, asleep: Workplace[]): Promise<void> {
  const workplace = new Workplace(one(people, act.by))
  await workplace.load()
  asleep.push(workplace)
}
