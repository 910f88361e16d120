import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import * as workplace from '@otklik/protocol'
import * as reports from '@otklik/protocol/reports'
import * as settings from '@otklik/protocol/settings'
import { webhookEvent } from '@otklik/protocol/settings'
import { z } from 'zod'

import { createTestApp, type TestApp } from '../testing/index.ts'

let app: TestApp
before(async () => {
  app = await createTestApp()
})

describe('the description of the API', () => {
  interface Operation {
    summary?: string
    tags?: string[]
    security?: object[]
    responses?: Record<string, unknown>
  }

  test('says of every route what it does, who may call it, what it answers and refuses', async () => {
    const document = (await app.browser().get('/api/openapi.json')).json()
    const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, each]) => ({ where: `${method} ${path}`, ...each })),
    )
    assert.ok(operations.length > 150)
    for (const { method, url } of app.app.declaredRoutes) {
      if (method === 'HEAD' || !url.startsWith('/api/v1/')) continue
      const path = url.replace(/:(\w+)/g, '{$1}')
      assert.ok(document.paths[path]?.[method.toLowerCase()], `${method} ${url} is described`)
    }
    for (const { where, summary, tags, security, responses = {} } of operations) {
      assert.ok(summary && tags?.length, where)
      assert.ok(security, where)
      assert.ok('default' in responses && Object.keys(responses).length > 0, where)
      for (const each of security) {
        assert.ok(Object.keys(each).every((name) => name in document.components.securitySchemes))
      }
    }
    const messages = document.paths['/api/v1/conversations/{id}/messages'].post
    assert.deepEqual(messages.security, [{ session: [] }, { key: [] }])
    assert.equal(document.paths['/api/v1/api-keys'].post.security.length, 1)
    const types = webhookEvent.options.flatMap(({ shape }) => [...shape.type.values] as string[])
    assert.deepEqual(Object.keys(document.webhooks).sort(), types.sort())
  })

  test('shows of everything taken and answered an example that the API itself would take', async () => {
    const document = (await app.browser().get('/api/openapi.json')).json()
    const wrong: string[] = []
    let count = 0
    for (const { method, url, schema } of app.app.declaredRoutes) {
      if (method === 'HEAD' || !url.startsWith('/api/v1/')) continue
      const { requestBody, responses } =
        document.paths[url.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()]
      const shown = [
        ['body', schema.body, requestBody] as const,
        ...Object.entries(schema.response ?? {}).map(
          ([code, each]) => [code, each, responses[code]] as const,
        ),
      ]
      for (const [what, each, described] of shown) {
        // What is empty, or a file, is described by its headers.
        if (!(each instanceof z.ZodType) || isNothing(each)) continue
        count++
        const { example } = described.content['application/json']
        const read = each.safeParse(example)
        if (!read.success) wrong.push(`${method} ${url} ${what}: ${z.prettifyError(read.error)}`)
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(count > 300, `${count}`)
  })

  test('is told to people by docs/api.md, group by group', async () => {
    const document = (await app.browser().get('/api/openapi.json')).json()
    const rows = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8').split('\n')
    for (const [path, methods] of Object.entries<Record<string, Operation>>(document.paths)) {
      for (const tag of Object.values(methods).flatMap(({ tags = [] }) => tags)) {
        const row = rows.find((each) => each.startsWith(`| ${tag} |`))
        const [resource] = path.replace('/api/v1/', '').split('/')
        assert.ok(row?.includes(`\`${resource}`), `${path} stands in the row of ${tag}`)
      }
    }
  })

  test('shows examples of events and schemas that they are read by', () => {
    let count = 0
    for (const [name, schema] of Object.entries({ ...workplace, ...reports, ...settings })) {
      if (!(schema instanceof z.ZodType)) continue
      const examples: unknown = schema.meta()?.examples
      for (const example of Array.isArray(examples) ? examples : []) {
        count++
        const read = schema.safeParse(example)
        assert.ok(read.success, `${name}: ${JSON.stringify(read.error?.issues)}`)
      }
    }
    assert.ok(count >= 15)
  })
})

const isNothing = (schema: z.ZodType) =>
  schema instanceof z.ZodNull || schema instanceof z.ZodUndefined
