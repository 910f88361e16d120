import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'

import type { SignIn } from '../contract.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { refusal } from '../suite/sending.ts'
import { vk } from './index.ts'

const redirectUri = 'https://otklik.example/sign-in/back'
const verifier = 'v'.repeat(64)
const visit = {
  redirectUri,
  state: 'a-state-of-one-use',
  challenge: createHash('sha256').update(verifier).digest('base64url'),
}

let emulators: Emulators
let signIn: SignIn
let anna: { id: number }
const communities: number[] = []

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('vk', path, body)

before(async () => {
  emulators = await startEmulators()
  anna = await control('people', { firstName: 'Анна', lastName: 'Лебедева' })
  for (const [name, level] of [
    ['Верба Мебель', 3],
    ['Верба Клуб', 1],
  ] as const) {
    const { id } = await control<{ id: number }>('communities', { name })
    const answer = await fetch(`${emulators.url}/vk/_control/communities/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ admins: { [anna.id]: level } }),
    })
    assert(answer.ok, await answer.text())
    communities.push(id)
  }
  const app = await control<{ id: number; secret: string }>('apps', {
    ...{ name: 'Отклик', redirects: [redirectUri], scopes: ['groups', 'vkid.personal_info'] },
  })
  const { apiUrl, fetch: platformFetch } = emulators.environment('vk')
  const environment = { apiUrl, fetch: platformFetch }
  signIn = vk.signIn!({ id: String(app.id), secret: app.secret }, environment)
})
after(() => emulators[Symbol.asyncDispose]())

/** What a press on the platform's page sends the browser back with. */
async function goThrough(url: string): Promise<Record<string, string>> {
  const { location } = await control<{ location: string }>('authorizations', { url, user: anna.id })
  return Object.fromEntries(new URL(location).searchParams)
}

async function meet() {
  const query = await goThrough(signIn.start(visit))
  assert.equal(query.state, visit.state)
  const met = await signIn.finish({ code: query.code!, verifier, redirectUri, query })
  assert('person' in met)
  return met
}

describe('signing in at ВКонтакте', () => {
  test('[VK-02] [VK-06] [VK-07] a person chooses among their communities and gets its key', async () => {
    const { person, credentials } = await meet()
    assert.equal(person.name, 'Анна Лебедева')
    const { accounts } = await signIn.listAccounts(credentials)
    assert.deepEqual(accounts.map(({ title }) => title).sort(), ['Верба Клуб', 'Верба Мебель'])

    const accountId = String(communities[0])
    const chosen = await signIn.choose({ ...visit, credentials, accountId })
    assert('visit' in chosen)
    const query = await goThrough(chosen.visit)
    const back = { code: query.code!, verifier, redirectUri, query, credentials, accountId }
    const given = await signIn.finish(back)
    assert('settings' in given)
    const connection = vk.connect(given.settings, emulators.environment('vk'))
    assert.equal((await connection.identify()).externalId, accountId)
    assert.equal((await refusal(signIn.finish(back))).reason, 'misconfigured', 'a code works once')
  })

  test('[VK-03] [VK-04] where somebody is no administrator, it says so and why', async () => {
    const { credentials } = await meet()
    const { accounts } = await signIn.listAccounts(credentials)
    const club = accounts.find(({ id }) => id === String(communities[1]))
    assert.equal(club?.isAllowed, false)
    assert.match(club?.why?.ru ?? '', /дальнейшая настройка будет невозможна/)
  })

  test('a verifier of another visit is refused', async () => {
    const query = await goThrough(signIn.start(visit))
    const back = { code: query.code!, verifier: 'w'.repeat(64), redirectUri, query }
    assert.equal((await refusal(signIn.finish(back))).reason, 'misconfigured')
  })
})
