import assert from 'node:assert/strict'
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
    const { example, examples } = messages.requestBody.content['application/json']
    assert.ok(example ?? examples)
    assert.equal(document.paths['/api/v1/api-keys'].post.security.length, 1)
    const types = webhookEvent.options.flatMap(({ shape }) => [...shape.type.values] as string[])
    assert.deepEqual(Object.keys(document.webhooks).sort(), types.sort())
  })

  test('shows examples that the API itself would take', () => {
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
