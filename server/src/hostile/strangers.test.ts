/** What the whole API answers to somebody who means no good, taken from its own description. */
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type { LightMyRequestResponse } from 'fastify'

import { createLimits } from '../http/index.ts'
import {
  addTrialPlatform,
  createTestApp,
  type FilledCompany,
  fillCompany,
  type Member,
  type Operation,
  platformWithTemplates,
  type Schema,
  sampleOf,
  TemplateShelf,
  type TestApp,
} from '../testing/index.ts'

/** An id that nobody has. */
const nowhere = '00000000-0000-4000-8000-000000000000'

/** Places of an address that hold no id of a company: a word, a token, an installation's own. */
const noIds =
  /^\/api\/v1\/(modules|reports|installation|password-resets|sign-ins|bot|company-sign-in)\/|:token|:code/

interface Route {
  method: string
  /** As declared: `/api/v1/teams/:id`. */
  url: string
  operation: Operation
}

let world: TestApp
let ours: FilledCompany
let theirs: FilledCompany
let routes: Route[]
before(async () => {
  addTrialPlatform(platformWithTemplates(new TemplateShelf()))
  const plenty = { points: 1_000_000, duration: 60 }
  world = await createTestApp({
    works: true,
    environment: { PUBLIC_URL: 'http://localhost:80' },
    limits: createLimits({ api: plenty, invite: plenty, upload: plenty, ownPassword: plenty }),
  })
  ours = await fillCompany(world, 'наши')
  theirs = await fillCompany(world, 'чужие')
  const { paths } = (await world.app.inject('/api/openapi.json')).json()
  routes = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), operation },
      url: path.replace(/\{(\w+)\}/g, ':$1'),
    })),
  )
  // What ends sessions or the company itself would end the test.
  routes = routes.filter(
    ({ url, method }) => !(method === 'DELETE' && /\/(sessions?|account)$/.test(url)),
  )
})

const bodyOf = ({ operation }: Route): Schema | undefined =>
  operation.requestBody?.content['application/json']?.schema

/** With the least that the route takes, so that it is the ids that decide. */
async function call(
  { browser }: Member,
  route: Route,
  asked: { url: string; id?: (path: string) => string; query?: string; isWhole?: boolean },
): Promise<LightMyRequestResponse> {
  const { url, id = () => nowhere, query, isWhole = false } = asked
  const schema = bodyOf(route)
  const body = schema && (sampleOf(schema, { id, isWhole }) as object)
  const required = (route.operation.parameters ?? [])
    .filter((each) => each.in === 'query' && (each as { required?: boolean }).required)
    .map(
      ({ name, schema }) =>
        `${name}=${encodeURIComponent(String(sampleOf(schema, { id: () => nowhere })))}`,
    )
  const given = [...required, ...(query ? [query] : [])].join('&')
  return world.app.inject({
    method: route.method as 'GET',
    url: given ? `${url}?${given}` : url,
    headers: { origin: 'http://localhost:80', cookie: browser.cookie },
    ...(body && { payload: body }),
  })
}

/** Its places filled in: the word before one says what belongs there. */
const filled = (url: string, idOf: (word: string, place: number) => string): string => {
  let place = 0
  return url
    .split('/')
    .map((part, n, parts) =>
      part.startsWith(':') ? idOf(parts[n - 1] ?? '', place++) + part.replace(/^:\w+/, '') : part,
    )
    .join('/')
}

const told = (answer: LightMyRequestResponse): string => {
  if (answer.statusCode < 400) return `${answer.statusCode} ${answer.body}`
  return `${answer.statusCode} ${JSON.stringify(answer.json<ApiError>().error)}`
}

describe('[H-37] an id of another company', () => {
  /** Numbers of the platform's updates and of the feed, which many companies have alike. */
  const numbers = new Set(['quarantine', 'deliveries', 'merges', 'findings'])

  test('in an address answers as one that nobody has, in its place and below one of ours', async () => {
    let met = 0
    const misses: string[] = []
    for (const route of routes) {
      if (!route.url.includes(':') || noIds.test(route.url)) continue
      const places = route.url.split('/').filter((part) => part.startsWith(':')).length
      for (let foreign = 0; foreign < places; foreign++) {
        let strangeWord = ''
        const urlWith = (strange: (word: string) => string) =>
          filled(route.url, (word, place) => {
            if (numbers.has(word)) return '1'
            if (place === foreign) {
              strangeWord = word
              return strange(word)
            }
            const own = (place < foreign ? ours : theirs).ids[word]
            assert.ok(own, `${route.url}: nothing of ${word} in the filled company`)
            return own
          })
        const absent = await call(ours.owner, route, { url: urlWith(() => nowhere) })
        const there = await call(ours.owner, route, {
          url: urlWith((word) => theirs.ids[word] ?? ''),
        })
        const where = `${route.method} ${route.url} (${foreign})`
        // The id itself may be said back.
        const same = told(there).replaceAll(theirs.ids[strangeWord] ?? '?', nowhere)
        assert.equal(same, told(absent), where)
        assert.ok(there.statusCode < 500, where)
        // Lists below something may be empty; nothing is changed in either case.
        assert.ok(there.statusCode >= 400 || route.method === 'GET', where)
        if (absent.statusCode === 404) met++
        else misses.push(`${where}: ${told(absent)}`)
      }
    }
    // Most are told apart by the id alone, so that it is the id that is compared.
    assert.ok(met > misses.length * 8, `${met} met, missed:\n${misses.join('\n')}`)
  })

  test('in a body answers as one that nobody has', async () => {
    let asked = 0
    for (const route of routes) {
      const schema = bodyOf(route)
      if (!schema || noIds.test(route.url) || route.method === 'DELETE') continue
      if (!JSON.stringify(schema).includes('"uuid"')) continue
      const url = filled(route.url, (word) =>
        numbers.has(word) ? '1' : (ours.ids[word] ?? nowhere),
      )
      for (const isWhole of [false, true]) {
        let named = 0
        const nobody = () => {
          named++
          return nowhere
        }
        const absent = await call(ours.owner, route, { url, isWhole, id: nobody })
        // It was done: the least that it takes names nobody.
        if (named === 0 || absent.statusCode < 400) continue
        const id = (path: string) => theirs.idFor(path) ?? theirs.ids.operators!
        const there = await call(ours.owner, route, { url, isWhole, id })
        const where = `${route.method} ${route.url}: ${told(there)} / ${told(absent)}`
        assert.equal(there.statusCode, absent.statusCode, where)
        assert.ok(there.statusCode < 500, where)
        asked++
      }
    }
    assert.ok(asked > 20, String(asked))
  })

  test('in a query finds nothing', async () => {
    for (const route of routes) {
      const params = (route.operation.parameters ?? []).filter((each) => each.in === 'query')
      for (const { name } of params.filter((each) =>
        /Ids?$|^(team|operator|channel)s?$/.test(each.name),
      )) {
        if (route.method !== 'GET' || noIds.test(route.url)) continue
        const url = filled(route.url, (word) => ours.ids[word] ?? nowhere)
        const id = theirs.idFor(name) ?? theirs.ids.operators!
        const there = await call(ours.owner, route, { url, query: `${name}=${id}` })
        assert.ok(there.statusCode < 500, `${route.url}?${name}: ${there.body}`)
        assert.doesNotMatch(there.body, /чужие/, `${route.url}?${name}`)
      }
    }
  })
})

describe('hostile input', () => {
  const words = ["'", "' or 1=1 --", '%', '\\', '(((', '-1', '1e9', '9'.repeat(400), '\u202E', '[]']

  test('[H-42] in any parameter of a query is refused or means nothing', async () => {
    let asked = 0
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const url = filled(route.url, (word) => ours.ids[word] ?? nowhere)
      for (const { name, in: where } of route.operation.parameters ?? []) {
        if (where !== 'query') continue
        for (const word of words) {
          const answer = await call(ours.owner, route, {
            ...{ url, query: `${name}=${encodeURIComponent(word)}` },
          })
          asked++
          assert.ok(answer.statusCode < 500, `${route.url}?${name}=${word}: ${answer.body}`)
        }
      }
    }
    assert.ok(asked > 500, String(asked))
  })

  test('[H-28] by the names of what every object has is ordinary data or refused', async () => {
    const names = [
      '__proto__[x]=1',
      'a[__proto__][x]=1',
      'constructor[prototype][x]=1',
      'toString=1',
    ]
    for (const route of routes) {
      const url = filled(route.url, () => encodeURIComponent('__proto__'))
      if (/sessions|account$/.test(url)) continue
      const send = (payload: object | string, query = '') =>
        world.app.inject({
          method: route.method as 'GET',
          url: url + query,
          headers: {
            origin: 'http://localhost:80',
            cookie: ours.owner.browser.cookie,
            ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
          },
          ...(route.method !== 'GET' && { payload }),
        })
      const answer = await send(
        '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"toString":[],"id":{"$ne":""}}',
        `?${names.join('&')}`,
      )
      assert.ok(answer.statusCode < 500, `${route.method} ${route.url}: ${answer.body}`)
    }
    assert.equal('x' in {}, false)
  })

  test('[H-28] with a field that the route does not know is refused', async () => {
    const taken: string[] = []
    for (const route of routes) {
      const schema = bodyOf(route)
      if (schema?.type !== 'object' || !schema.properties) continue
      const url = filled(route.url, () => nowhere)
      const body = sampleOf(schema, { id: () => nowhere }) as object
      const answer = await world.app.inject({
        method: route.method as 'POST',
        url,
        headers: { origin: 'http://localhost:80', cookie: ours.owner.browser.cookie },
        payload: { ...body, accountId: theirs.owner.accountId, role: 'owner', isAdmin: true },
      })
      const { fields } = answer.statusCode === 422 ? answer.json<ApiError>().error : {}
      if (answer.statusCode < 400) taken.push(`${route.method} ${route.url}`)
      if (fields && !('isAdmin' in fields))
        taken.push(`${route.method} ${route.url} ${answer.body}`)
    }
    assert.deepEqual(taken, [])
  })

  test('[H-40] of another type than it should be is refused', async () => {
    const wrong = [{ $regex: '.' }, { $gt: '' }, ['a', 'b'], null, true, 1e308]
    for (const route of routes) {
      const schema = bodyOf(route)
      if (!schema?.properties) continue
      const url = filled(route.url, (word) => ours.ids[word] ?? nowhere)
      const fields = Object.keys(schema.properties)
      for (const value of wrong) {
        const answer = await world.app.inject({
          method: route.method as 'POST',
          url,
          headers: { origin: 'http://localhost:80', cookie: ours.owner.browser.cookie },
          payload: Object.fromEntries(fields.map((name) => [name, value])),
        })
        assert.ok(answer.statusCode < 500, `${route.method} ${route.url}: ${answer.body}`)
      }
    }
  })

  test('leaves the other company as it was', async () => {
    const { browser } = theirs.owner
    for (const [word, id] of Object.entries(theirs.ids)) {
      const own = routes.find(({ method, url }) => method === 'GET' && url.endsWith(`/${word}/:id`))
      // A review is its reviewer's until it is done.
      if (!own || /reviews|calibrations|results/.test(own.url)) continue
      const answer = await browser.get(filled(own.url, () => id))
      assert.equal(answer.statusCode, 200, own.url)
    }
  })
})
