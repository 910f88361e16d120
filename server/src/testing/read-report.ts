import assert from 'node:assert/strict'

import type { Member } from './app.ts'

/** As somebody sees it: `overview?from=…&to=…`. */
export async function readReport<Answer>({ browser }: Member, path: string): Promise<Answer> {
  const answer = await browser.get(`/api/v1/reports/${path}`)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<Answer>()
}
