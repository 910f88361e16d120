import assert from 'node:assert/strict'
import type { Role, Scope, Snapshot } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import type { Member } from './app.ts'
import { addTrialPlatform, createTrialCentre, type TrialCentre } from './trial-platform.ts'
import { until } from './until.ts'

const ofTeam = ['my queue', 'a colleague’s', 'closed by a colleague'] as const
const elsewhere = ['their queue', 'a stranger’s', 'closed by a stranger'] as const
export type Place =
  | 'mine'
  | 'closed by me'
  | (typeof ofTeam)[number]
  | 'of everybody’s team'
  | (typeof elsewhere)[number]

/** What a reader of a scope sees; nobody gives conversations to who only reviews them. */
const sight: Record<Scope, (role: Role) => readonly Place[]> = {
  own: () => ['mine', 'closed by me'],
  team: (role) =>
    role === 'operator' ? [...sight.own(role), ...ofTeam, 'of everybody’s team'] : ofTeam,
  all: (role) => [...sight.own(role), ...ofTeam, 'of everybody’s team', ...elsewhere],
}

export interface SightedConversation {
  id: string
  number: number
  contactId: string
  noteId: string
  fileId: string
  /** Said there and nowhere else; one word to search by. */
  words: string
}

export interface SightedReader extends Member {
  name: string
  role: Role
  scope: Scope
  conversations: Map<Place, SightedConversation>
  sees(place: Place): boolean
}

/** Two teams, whose conversations are here and there; each has words and a file of its own. */
export interface TwoTeams {
  centre: TrialCentre
  /** The feed's number before anything happened. */
  since: number
  /** Somebody of the team «Доставка», where they can be in one, with conversations of their own. */
  reader(role: Role, scope: Scope): Promise<SightedReader>
}

type Method = 'POST' | 'PUT' | 'PATCH'
const manual = { method: 'manual' }
let count = 0

/** Fails where the answer is a refusal. */
export async function sendTo(by: Member, method: Method, path: string, body: object = {}) {
  const answer = await by.browser.send(method, `/api/v1/${path}`, { ...body })
  assert.ok(answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
  return answer.json()
}

export async function openTwoTeams(): Promise<TwoTeams> {
  addTrialPlatform()
  const centre = await createTrialCentre()
  const { owner } = centre
  const { number: since } = (await owner.browser.get('/api/v1/snapshot')).json<Snapshot>()
  const newcomer = (name: Role) => centre.signUp(name, { accountId: owner.accountId })
  const [colleague, stranger] = [await newcomer('operator'), await newcomer('operator')]
  const members = [colleague.operatorId]
  const mine = await newTeam(centre, 'Доставка', colleague)
  const theirs = await newTeam(centre, 'Опт', stranger)
  const shared = new Map<Place, SightedConversation>([
    ['my queue', await queued(centre, mine)],
    ['a colleague’s', await taken(centre, mine, colleague)],
    ['closed by a colleague', await closed(centre, mine, colleague)],
    ['their queue', await queued(centre, theirs)],
    ['a stranger’s', await taken(centre, theirs, stranger)],
    ['closed by a stranger', await closed(centre, theirs, stranger)],
    ['of everybody’s team', await begun(centre)],
  ])

  async function join({ operatorId }: Member): Promise<void> {
    members.push(operatorId)
    const all = (await owner.browser.get('/api/v1/teams')).json<{ id: string; version: number }[]>()
    const { version } = all.find(({ id }) => id === mine)!
    await sendTo(owner, 'PATCH', `teams/${mine}`, { version, memberIds: members })
  }

  return {
    ...{ centre, since },
    async reader(role, scope) {
      const member = await newcomer(role)
      const conversations = new Map(shared)
      if (role === 'operator') {
        await join(member)
        conversations.set('mine', await taken(centre, mine, member))
        conversations.set('closed by me', await closed(centre, mine, member))
      }
      const isChosen = role === 'operator' || role === 'quality-reviewer'
      const reviewed = role === 'quality-reviewer' && { reviewedTeamIds: [mine] }
      if (isChosen) {
        await sendTo(owner, 'PATCH', `operators/${member.operatorId}`, { scope, ...reviewed })
      }
      const seen = new Set(sight[scope](role))
      const name = `${role}, ${scope}`
      return { ...member, name, role, scope, conversations, sees: (place) => seen.has(place) }
    },
  }
}

async function newTeam({ owner }: TrialCentre, name: string, member: Member): Promise<string> {
  const memberIds = [member.operatorId]
  return (await sendTo(owner, 'POST', 'teams', { name, memberIds, settings: manual })).id
}

/** Of everybody's team, and held by the owner; then as `move` leaves it, with words and a file. */
async function begun(
  centre: TrialCentre,
  move = async (_id: string) => {},
): Promise<SightedConversation> {
  const { owner } = centre
  const id = await centre.conversationWith(`Клиент ${++count}`)
  await move(id)
  // No word of any language, so that it is found as it is.
  const words = `zq${[...String(count).padStart(3, '0')].map((digit) => 'bcdfghjklm'[+digit]).join('')}x`
  const fileId = await upload(centre, owner)
  const note = { clientId: newId(), kind: 'note', text: words, fileIds: [fileId] }
  const { id: noteId } = await sendTo(owner, 'POST', `conversations/${id}/messages`, note)
  const answer = await owner.browser.get(`/api/v1/conversations/${id}`)
  const { contact, number } = answer.json<Snapshot['conversations'][number]>()
  return { id, number, contactId: contact.id, noteId, fileId, words }
}

const queued = (centre: TrialCentre, teamId: string) =>
  begun(centre, async (id) => {
    const to = { kind: 'team', id: teamId }
    await sendTo(centre.owner, 'POST', `conversations/${id}/transfer`, { to })
  })

async function taken(
  centre: TrialCentre,
  teamId: string,
  by: Member,
): Promise<SightedConversation> {
  const conversation = await queued(centre, teamId)
  await sendTo(by, 'POST', `conversations/${conversation.id}/assignment`)
  return conversation
}

async function closed(
  centre: TrialCentre,
  teamId: string,
  by: Member,
): Promise<SightedConversation> {
  const conversation = await taken(centre, teamId, by)
  await sendTo(by, 'POST', `conversations/${conversation.id}/closure`, { as: 'operator' })
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

async function upload(centre: TrialCentre, by: Member): Promise<string> {
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
