import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  type ContactPage,
  type Draft,
  type Role,
  role,
  type Scope,
  type Snapshot,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import {
  addTrialPlatform,
  createTrialCentre,
  type Listener,
  type Member,
  openListening,
  until,
} from '../testing/index.ts'
import { permissionsOf } from './roles.ts'

/** Two teams, whose conversations are here and there; each has words and a file of its own. */
const own = ['mine', 'closed by me'] as const
const ofTeam = [
  'my queue',
  'a colleague’s',
  'closed by a colleague',
  'of everybody’s team',
] as const
const elsewhere = ['their queue', 'a stranger’s', 'closed by a stranger'] as const
type Place = (typeof own)[number] | (typeof ofTeam)[number] | (typeof elsewhere)[number]

const sight: Record<Scope, readonly Place[]> = {
  own,
  team: [...own, ...ofTeam],
  all: [...own, ...ofTeam, ...elsewhere],
}

interface Conversation {
  id: string
  contactId: string
  noteId: string
  fileId: string
  /** Said there and nowhere else. */
  words: string
}

type Centre = Awaited<ReturnType<typeof createTrialCentre>>
let centre: Centre
let listen: Awaited<ReturnType<typeof openListening>>
let since: number
let teams: { mine: string; theirs: string }
let [colleague, stranger]: Member[] = []
/** Who is in «Доставка». */
let team: Member[] = []
const shared = new Map<Place, Conversation>()

before(async () => {
  addTrialPlatform()
  centre = await createTrialCentre()
  listen = await openListening(centre)
  since = (await snapshotOf(centre.owner)).number
  colleague = await newcomer('operator')
  stranger = await newcomer('operator')
  team = [colleague!]
  teams = { mine: await newTeam('Доставка', colleague!), theirs: await newTeam('Опт', stranger!) }
  shared.set('my queue', await queued(teams.mine))
  shared.set('a colleague’s', await taken(colleague!, teams.mine))
  shared.set('closed by a colleague', await closed(colleague!, teams.mine))
  shared.set('their queue', await queued(teams.theirs))
  shared.set('a stranger’s', await taken(stranger!, teams.theirs))
  shared.set('closed by a stranger', await closed(stranger!, teams.theirs))
  shared.set('of everybody’s team', await begun())
})

const newcomer = (name: Role) => centre.signUp(name, { accountId: centre.owner.accountId })
const snapshotOf = async ({ browser }: Member): Promise<Snapshot> =>
  (await browser.get('/api/v1/snapshot')).json()

async function send(by: Member, method: 'POST' | 'PUT' | 'PATCH', path: string, body: object = {}) {
  const answer = await by.browser.send(method, `/api/v1/${path}`, { ...body })
  assert.ok(answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
  return answer.json()
}

async function newTeam(name: string, ...members: Member[]): Promise<string> {
  const memberIds = members.map(({ operatorId }) => operatorId)
  return (await send(centre.owner, 'POST', 'teams', { name, memberIds, settings: manual })).id
}
const manual = { method: 'manual' }

let count = 0
/** Of everybody's team, and held by the owner; then as `move` leaves it, with words and a file. */
async function begun(move = async (_id: string) => {}): Promise<Conversation> {
  const id = await centre.conversationWith(`Клиент ${++count}`)
  await move(id)
  const words = `слова-${newId()}`
  const fileId = await upload(centre.owner)
  const note = { clientId: newId(), kind: 'note', text: words, fileIds: [fileId] }
  const { id: noteId } = await send(centre.owner, 'POST', `conversations/${id}/messages`, note)
  const { contact } = (await centre.owner.browser.get(`/api/v1/conversations/${id}`)).json<
    Snapshot['conversations'][number]
  >()
  return { id, contactId: contact.id, noteId, fileId, words }
}

const queued = (teamId: string) =>
  begun(async (id) => {
    const to = { kind: 'team', id: teamId }
    await send(centre.owner, 'POST', `conversations/${id}/transfer`, { to })
  })

async function taken(by: Member, teamId: string): Promise<Conversation> {
  const conversation = await queued(teamId)
  await send(by, 'POST', `conversations/${conversation.id}/assignment`)
  return conversation
}

async function closed(by: Member, teamId: string): Promise<Conversation> {
  const conversation = await taken(by, teamId)
  await send(by, 'POST', `conversations/${conversation.id}/closure`, { as: 'operator' })
  centre.clock.advance(10_000)
  centre.hints.send('deadlines', centre.owner.accountId)
  await until(async () => {
    const { rows } = await centre.database.query<{ status: string }>(
      'select status from conversations where id = $1',
      [conversation.id],
    )
    return rows[0]?.status === 'closed'
  }, 'it is closed')
  return conversation
}

async function upload(by: Member): Promise<string> {
  const boundary = 'between-parts'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="счёт.txt"\r\ncontent-type: text/plain\r\n\r\n`
  const answer = await centre.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      cookie: by.browser.cookie,
      origin: 'http://localhost:80',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `${head}сто рублей\r\n--${boundary}--\r\n`,
  })
  return answer.json().id
}

interface Reader extends Member {
  name: string
  role: Role
  scope: Scope
  conversations: Map<Place, Conversation>
}

/** Somebody of the team «Доставка», where they can be in one, with conversations of their own. */
async function reader(name: Role, scope: Scope): Promise<Reader> {
  const member = await newcomer(name)
  const conversations = new Map(shared)
  if (name === 'operator') {
    team.push(member)
    const memberIds = team.map(({ operatorId }) => operatorId)
    const { owner } = centre
    const all = (await owner.browser.get('/api/v1/teams')).json<{ id: string; version: number }[]>()
    const { version } = all.find(({ id }) => id === teams.mine)!
    await send(owner, 'PATCH', `teams/${teams.mine}`, { version, memberIds })
    conversations.set('mine', await taken(member, teams.mine))
    conversations.set('closed by me', await closed(member, teams.mine))
    await send(owner, 'PATCH', `operators/${member.operatorId}`, { scope })
  }
  return { ...member, name: `${name}, ${scope}`, role: name, scope, conversations }
}

const bodyOf = (act: string) =>
  act === 'POST transfer' ? { to: { kind: 'operator', id: centre.owner.operatorId } } : bodies[act]
const bodies: Record<string, object> = {
  'POST messages': { clientId: newId(), kind: 'note', text: 'я всё вижу' },
  'PATCH messages/:messageId': { text: 'иначе' },
  'POST messages/:messageId/attempts': { as: 'send-again' },
  'PUT snooze': { until: '2999-01-01T00:00:00Z' },
  'POST closure': { as: 'operator' },
  'PUT read': { seq: 1 },
}

/** Everything that can be asked of a conversation, as the server itself declares it. */
async function* asked(by: Reader, { id, noteId }: Conversation) {
  for (const { method, url, access } of centre.app.declaredRoutes) {
    const [, rest] = /^\/api\/v1\/conversations\/:id(.*)$/.exec(url) ?? []
    if (rest === undefined || method === 'HEAD' || typeof access === 'string') continue
    if (!permissionsOf(by.role).has(access.permission)) continue
    const act = `${method} ${rest.slice(1)}`
    const path = url
      .replace(':id', id)
      .replace(/:messageId|:noteId/, noteId)
      .replace(/:\w+/g, () => newId())
    const answer =
      method === 'GET'
        ? await by.browser.get(path)
        : await by.browser.send(method as 'POST', path, { ...bodyOf(act) })
    yield { act, answer }
  }
}

const contactBodies: Record<string, object> = {
  'PATCH ': { version: 1, note: 'я всё вижу' },
  'PUT bar': {},
  'DELETE bar': {},
  'POST phones': {},
}

/** Everything that can be asked of one contact. */
async function* askedOfContact(by: Reader, contactId: string) {
  for (const { method, url, access } of centre.app.declaredRoutes) {
    const [, rest] = /^\/api\/v1\/contacts\/:id(.*)$/.exec(url) ?? []
    if (rest === undefined || method === 'HEAD' || typeof access === 'string') continue
    if (!permissionsOf(by.role).has(access.permission)) continue
    const act = `${method} ${rest.slice(1)}`
    const path = url.replace(':id', contactId).replace(/:\w+/g, () => newId())
    const answer =
      method === 'GET'
        ? await by.browser.get(path)
        : await by.browser.send(method as 'POST', path, { ...contactBodies[act] })
    yield { act, answer }
  }
}

describe('[REQ-13] whoever sees a part of the conversations', () => {
  const readers: Reader[] = []
  before(async () => {
    for (const scope of ['own', 'team', 'all'] as const) {
      readers.push(await reader('operator', scope))
    }
    for (const name of role.options) {
      if (name !== 'operator' && name !== 'owner') readers.push(await reader(name, 'all'))
    }
  })

  /** Each reader, each conversation, and whether it is theirs to see. */
  const each = function* () {
    for (const by of readers) {
      for (const [place, conversation] of by.conversations) {
        const isSeen = sight[by.scope].includes(place)
        yield { by, conversation, isSeen, where: `${by.name}: ${place}` }
      }
    }
  }

  test('finds these in the lists, and no others', async () => {
    for (const by of readers) {
      const { conversations: open } = await snapshotOf(by)
      const page = (await by.browser.get('/api/v1/conversations?status=closed&limit=100')).json()
      const listed = new Set<string>([...open, ...page.conversations].map(({ id }) => id))
      for (const [place, { id }] of by.conversations) {
        assert.equal(listed.has(id), sight[by.scope].includes(place), `${by.name}: ${place}`)
      }
    }
  })

  test('opens these by their links, with words, files and contacts, and no others', async () => {
    for (const { by, conversation, isSeen, where } of each()) {
      const { id, contactId, fileId, words } = conversation
      const paths = [`conversations/${id}`, `conversations/${id}/messages`, `files/${fileId}`]
      for (const path of [...paths, `contacts/${contactId}`]) {
        const answer = await by.browser.get(`/api/v1/${path}`)
        assert.equal(answer.statusCode, isSeen ? 200 : 404, `${where}: ${path} ${answer.body}`)
        if (!isSeen) assert.equal(answer.body.includes(words), false, where)
      }
    }
  })

  test('is told by the socket what happens there, and not a word of the rest', async () => {
    for (const by of readers) {
      // Everybody is told of this last.
      await send(centre.owner, 'PUT', 'operators/me/status', { status: 'break' })
      const { number } = await snapshotOf(by)
      await send(centre.owner, 'PUT', 'operators/me/status', { status: 'online' })
      const heard: Listener = listen(by, since, { headers: { origin: 'https://otklik.example' } })
      await until(
        () => heard.frames.some((frame) => frame.type === 'events' && frame.to >= number),
        `all frames for ${by.name}`,
      )
      heard.socket.close()
      const said = JSON.stringify(heard.frames)
      for (const [place, { words }] of by.conversations) {
        if (place === 'mine' || place === 'closed by me') continue
        assert.equal(said.includes(words), sight[by.scope].includes(place), `${by.name}: ${place}`)
      }
    }
  })

  test('can do nothing with what is out of sight, as if it did not exist', async () => {
    for (const { by, conversation, isSeen, where } of each()) {
      if (isSeen) continue
      for await (const { act, answer } of asked(by, conversation)) {
        // What is not even well formed is refused before anybody looks.
        const isRefused = [404, 422].includes(answer.statusCode)
        assert.ok(isRefused, `${where}: ${act} ${answer.statusCode} ${answer.body}`)
        assert.ok(!bodyOf(act) || answer.statusCode === 404, `${where}: ${act} ${answer.body}`)
      }
    }
  })

  test('finds in a contact’s history what is in sight', async () => {
    const [ownOnly, withTeam] = readers
    const { contactId, id } = ownOnly!.conversations.get('closed by me')!
    const historyOf = async (by: Member) => {
      const card = (await by.browser.get(`/api/v1/contacts/${contactId}`)).json()
      return (card.conversations as { id: string }[]).map((each) => each.id)
    }
    const { rows } = await centre.database.query<{ thread: string }>(
      'select thread from conversations where id = $1',
      [id],
    )
    // They came again, and somebody else has it now.
    const again = await centre.conversationWith(rows[0]!.thread)
    assert.deepEqual(await historyOf(ownOnly!), [id])
    assert.deepEqual(new Set(await historyOf(withTeam!)), new Set([id, again]))
    assert.deepEqual(new Set(await historyOf(centre.owner)), new Set([id, again]))
  })

  test('lists, searches and changes the contacts of these, and no others', async () => {
    for (const by of readers) {
      const { contacts } = (await by.browser.get('/api/v1/contacts?limit=100')).json<ContactPage>()
      const listed = new Set(contacts.map(({ id }) => id))
      for (const [place, { contactId }] of by.conversations) {
        const isSeen = sight[by.scope].includes(place)
        assert.equal(listed.has(contactId), isSeen, `${by.name}: ${place}`)
        if (isSeen) continue
        for await (const { act, answer } of askedOfContact(by, contactId)) {
          const where = `${by.name}: ${place}: ${act} ${answer.statusCode}`
          assert.ok([404, 422].includes(answer.statusCode), where)
          const isWellFormed = act in contactBodies || act.startsWith('GET')
          assert.ok(!isWellFormed || answer.statusCode === 404, where)
        }
      }
    }
  })

  test('keeps drafts and is called where they see, and nowhere else', async () => {
    const caller = centre.owner
    for (const { by, conversation, isSeen, where } of each()) {
      const path = `/api/v1/conversations/${conversation.id}`
      const body = { clientId: newId(), text: 'начато', mode: 'note' }
      const saved = await by.browser.send('PUT', `${path}/draft`, body)
      assert.equal(saved.statusCode, isSeen ? 200 : 404, `${where}: ${saved.body}`)
      const mentions = [{ kind: 'operator', id: by.operatorId }]
      const note = { clientId: newId(), kind: 'note', text: `@${by.name}, взгляни`, mentions }
      await send(caller, 'POST', `conversations/${conversation.id}/messages`, note)
    }
    for (const by of readers) {
      const drafts = (await by.browser.get('/api/v1/drafts')).json<Draft[]>()
      const { mentions } = await snapshotOf(by)
      for (const [place, { id }] of by.conversations) {
        const isSeen = sight[by.scope].includes(place)
        const where = `${by.name}: ${place}`
        assert.equal(
          drafts.some((draft) => draft.conversationId === id),
          isSeen,
          where,
        )
        assert.equal(
          mentions.some((mention) => mention.conversationId === id),
          isSeen,
          where,
        )
      }
    }
  })

  test('exports one person to whoever may, and hides them from the rest', async () => {
    for (const by of readers) {
      const { contactId, words } = by.conversations.get('a stranger’s')!
      const answer = await by.browser.get(`/api/v1/contacts/${contactId}/export`)
      const mayExport = permissionsOf(by.role).has('contacts.export')
      assert.equal(answer.statusCode, mayExport ? 200 : 403, by.name)
      assert.equal(answer.rawPayload.toString('utf8').includes(words), mayExport, by.name)
    }
  })

  test('quotes nothing out of a conversation that is out of sight', async () => {
    const [by] = readers
    const { id } = by!.conversations.get('mine')!
    const hidden = by!.conversations.get('a stranger’s')!
    const note = { clientId: newId(), kind: 'note', text: 'а там?', replyToId: hidden.noteId }
    const said = await by!.browser.send('POST', `/api/v1/conversations/${id}/messages`, note)
    assert.equal(said.body.includes(hidden.words), false, said.body)
    const path = `/api/v1/conversations/${id}/messages/${hidden.noteId}`
    assert.equal((await by!.browser.send('PATCH', path, { text: 'моё' })).statusCode, 404)
  })
})
