import type pg from 'pg'

import { A_CONVERSATION } from './search-company.ts'
import type { askers } from './search-people.ts'
import { commonWords, families, names, rareWord, seldomWords } from './search-words.ts'

export interface Question {
  name: string
  by: keyof typeof askers
  paths: string[]
}

type Paths = Record<string, string[]>

/** As people ask while they type; what the limited may not see is looked for all the same. */
export async function questions(client: pg.Client, count: number): Promise<Question[]> {
  const words = wordPaths(count)
  const limited = { ...words, ...namePaths(count) }
  return [
    ...asked('all', { ...limited, ...(await listPaths(client)) }),
    ...asked('team', limited),
    ...asked('own', limited),
    ...asked('newcomer', limited),
  ]
}

const asked = (by: Question['by'], paths: Paths): Question[] =>
  Object.entries(paths).map(([name, each]) => ({
    name: by === 'all' ? name : `${name}, by ${who[by]}`,
    by,
    paths: each,
  }))

const who = { own: 'one who sees their own', team: 'one who sees a team', newcomer: 'a newcomer' }

const places = (count: number) =>
  Array.from({ length: 50 }, (_, n) => Math.floor((count * (n + 0.5)) / 50))

function wordPaths(count: number): Paths {
  const of = (q: string, more = '') => `/api/v1/search/messages?q=${encodeURIComponent(q)}${more}`
  const next = (n: number) => seldomWords[(n + 7) % seldomWords.length]
  return {
    'a rare word': places(count).map((place) => of(rareWord(place))),
    'a seldom word': seldomWords.map((word) => of(word)),
    'a common word': commonWords.map((word) => of(word)),
    'a common and a seldom word': commonWords.map((word, n) => of(`${word} ${next(n)}`)),
    'the beginning of a word': commonWords.map((word) => of(word.slice(0, 4))),
    'a word, of closed conversations': commonWords.map((word) => of(word, '&status=closed')),
  }
}

function namePaths(count: number): Paths {
  const conversations = count / A_CONVERSATION
  const of = (q: string | number) => `/api/v1/search/names?q=${encodeURIComponent(q)}`
  const some = places(conversations)
  return {
    'a name and a family': some.map((n) => of(`${names[n % names.length]} ${families[n % 8]}`)),
    'a part of a name': [...names, ...families].map((name) => of(name.slice(0, 3))),
    'a phone': some.map((n) => of(`+7 921 ${String(n).padStart(7, '0')}`)),
    'the end of a phone': some.map((n) => of(String(n).padStart(7, '0').slice(-5))),
    'a number': some.map((n) => of(n + 1)),
  }
}

async function listPaths(client: pg.Client): Promise<Paths> {
  const { rows } = await client.query<{ at: Date; number: string }>(
    `select closed_at as at, number from conversations
     where status = 'closed' and number % 7001 = 0 order by number`,
  )
  const page = (more: string) => `/api/v1/conversations?${more}`
  return {
    'closed conversations': [page('status=closed')],
    'the next page of them': rows.map(({ at, number }) =>
      page(`status=closed&before=${at.toISOString()}&beforeNumber=${number}`),
    ),
    contacts: ['/api/v1/contacts'],
    'the workplace with 5,000 open': ['/api/v1/snapshot'],
  }
}
