import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  type ContactPage,
  type Draft,
  type MessageSearchPage,
  role,
  type Snapshot,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import {
  type Listener,
  type Member,
  openListening,
  openTwoTeams,
  type SightedConversation,
  type SightedReader,
  sendTo,
  type TwoTeams,
  until,
} from '../testing/index.ts'
import { permissionsOf } from './roles.ts'

type Reader = SightedReader
let world: TwoTeams
let centre: TwoTeams['centre']
let listen: Awaited<ReturnType<typeof openListening>>

before(async () => {
  world = await openTwoTeams()
  ;({ centre } = world)
  listen = await openListening(centre)
})

const snapshotOf = async ({ browser }: Member): Promise<Snapshot> =>
  (await browser.get('/api/v1/snapshot')).json()

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
async function* asked(by: Reader, { id, noteId }: SightedConversation) {
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

/** What lists have to be asked for. */
const queries: Record<string, string> = {
  '/api/v1/conversations': '?status=closed&limit=100',
  '/api/v1/contacts': '?limit=100',
  '/api/v1/search/messages': '?q=zq',
  '/api/v1/search/names': '?q=%D0%9A%D0%BB%D0%B8%D0%B5%D0%BD%D1%82',
}

describe('[REQ-13] whoever sees a part of the conversations', () => {
  const readers: Reader[] = []
  before(async () => {
    for (const scope of ['own', 'team', 'all'] as const) {
      readers.push(await world.reader('operator', scope))
      readers.push(await world.reader('quality-reviewer', scope))
    }
    for (const name of role.options) {
      if (readers.some(({ role }) => role === name) || name === 'owner') continue
      readers.push(await world.reader(name, 'all'))
    }
  })

  /** What everybody here could see, were it theirs to see. */
  const shared = () => readers[1]!.conversations.values()

  /** Each reader, each conversation, and whether it is theirs to see. */
  const each = function* () {
    for (const by of readers) {
      for (const [place, conversation] of by.conversations) {
        const isSeen = by.sees(place)
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
        assert.equal(listed.has(id), by.sees(place), `${by.name}: ${place}`)
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
      await sendTo(centre.owner, 'PUT', 'operators/me/status', { status: 'break' })
      const { number } = await snapshotOf(by)
      await sendTo(centre.owner, 'PUT', 'operators/me/status', { status: 'online' })
      const heard: Listener = listen(by, world.since, {
        headers: { origin: 'https://otklik.example' },
      })
      await until(
        () => heard.frames.some((frame) => frame.type === 'events' && frame.to >= number),
        `all frames for ${by.name}`,
      )
      heard.socket.close()
      const said = JSON.stringify(heard.frames)
      for (const [place, { words }] of by.conversations) {
        if (place === 'mine' || place === 'closed by me') continue
        assert.equal(said.includes(words), by.sees(place), `${by.name}: ${place}`)
      }
    }
  })

  test('can do nothing with what is out of sight, as if it did not exist', async () => {
    for (const { by, conversation, isSeen, where } of each()) {
      if (isSeen) continue
      for await (const { act, answer } of asked(by, conversation)) {
        // What is not even well formed, or not theirs to do anywhere, is refused before anybody looks.
        const mayNot = act === 'POST messages' && !permissionsOf(by.role).has('notes.write')
        const expected = mayNot ? [403] : bodyOf(act) ? [404] : [404, 422]
        const isRefused = expected.includes(answer.statusCode)
        assert.ok(isRefused, `${where}: ${act} ${answer.statusCode} ${answer.body}`)
      }
    }
  })

  test('finds in a contact’s history what is in sight', async () => {
    const [ownOnly, withTeam] = readers.filter(({ role: each }) => each === 'operator')
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
        const isSeen = by.sees(place)
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
      await sendTo(caller, 'POST', `conversations/${conversation.id}/messages`, note)
    }
    for (const by of readers) {
      const drafts = (await by.browser.get('/api/v1/drafts')).json<Draft[]>()
      const { mentions } = await snapshotOf(by)
      for (const [place, { id }] of by.conversations) {
        const isSeen = by.sees(place)
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

  test('finds these by their words and their numbers, and no others', async () => {
    const found = async ({ browser }: Member, q: string) =>
      (await browser.get(`/api/v1/search/messages?q=${q}`)).json<MessageSearchPage>().messages
    for (const { words } of shared()) {
      await until(async () => (await found(centre.owner, words)).length > 0, `words ${words}`)
    }
    for (const { by, conversation, isSeen, where } of each()) {
      const messages = await found(by, conversation.words)
      const ids = messages.map((message) => message.conversation.id)
      assert.deepEqual(ids, isSeen ? [conversation.id] : [], where)
      const names = await by.browser.get(`/api/v1/search/names?q=${conversation.number}`)
      assert.equal(names.body.includes(conversation.id), isSeen, where)
    }
  })

  test('is told of nothing else by any list, whatever is asked for', async () => {
    const lists = centre.app.declaredRoutes.filter(
      ({ method, url }) => method === 'GET' && url.startsWith('/api/v1/') && !url.includes('/:'),
    )
    assert.ok(lists.some(({ url }) => url === '/api/v1/conversations.csv'))
    for (const by of readers) {
      const hidden = [...by.conversations].flatMap(([place, { id, contactId, words, fileId }]) =>
        by.sees(place) ? [] : [id, contactId, words, fileId],
      )
      for (const { url } of lists) {
        const { body, statusCode } = await by.browser.get(`${url}${queries[url] ?? ''}`)
        assert.ok(statusCode < 500, url)
        for (const each of hidden) assert.equal(body.includes(each), false, `${by.name}: ${url}`)
      }
    }
  })

  test('takes tables of everybody away only where they may, and see everything', async () => {
    for (const by of readers) {
      const mayExport = permissionsOf(by.role).has('contacts.export')
      if (mayExport) assert.equal(by.scope, 'all')
      for (const name of ['contacts', 'conversations', 'messages']) {
        const { statusCode, body } = await by.browser.get(`/api/v1/${name}.csv`)
        assert.equal(statusCode, mayExport ? 200 : 403, `${by.name}: ${name}`)
        if (!mayExport) continue
        for (const { number } of shared()) {
          const what = name === 'contacts' ? `Клиент ${number};` : `\n${number};`
          assert.ok(body.includes(what), `${by.name}: ${name}: ${number}`)
        }
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
