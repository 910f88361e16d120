import assert from 'node:assert/strict'
import type { ApiError } from '@otklik/protocol'
import type { ChannelRules } from '@otklik/protocol/settings'

import { createTestCentre, type TestCentre } from './messenger.ts'

/** A channel's rules as the form of them reads and saves. */
export interface RulesForm {
  centre: TestCentre
  path: string
  get(): Promise<ChannelRules>
  /** Sends what is given, from the version that was read last. */
  patch(body: object): ReturnType<TestCentre['owner']['browser']['send']>
  /** It is saved as the next version, and read so. */
  saved(body: object): Promise<ChannelRules>
  /** What is wrong, by path; and nothing of it was saved. */
  refused(body: object): Promise<Record<string, string>>
  /** The database refuses it by itself, whoever writes. `set` begins with $3. */
  brokenByDatabase(set: string, values: unknown[]): Promise<void>
  /** Reads what is stored, as a form that is opened anew. */
  reload(): Promise<void>
  switchBots(isOn: boolean): Promise<unknown>
}

export async function openRulesForm(platform: string): Promise<RulesForm> {
  const centre = await createTestCentre(platform)
  const { browser } = centre.owner
  const path = `/api/v1/channels/${centre.channel.id}/rules`
  const get = async () => (await browser.get(path)).json<ChannelRules>()
  let version = 0
  const patch = (body: object) => browser.send('PATCH', path, { version, ...body })
  return {
    centre,
    path,
    get,
    patch,
    async saved(body) {
      const answer = await patch(body)
      assert.equal(answer.statusCode, 200, answer.body)
      const rules = answer.json<ChannelRules>()
      assert.equal(rules.version, version + 1)
      assert.deepEqual(await get(), rules)
      version = rules.version
      return rules
    },
    async refused(body) {
      const earlier = await get()
      const answer = await patch(body)
      assert.equal(answer.statusCode, 422, JSON.stringify(body))
      assert.deepEqual(await get(), earlier)
      const { fields = {} } = answer.json<ApiError>().error
      return Object.fromEntries(Object.entries(fields).map(([field, { code }]) => [field, code]))
    },
    brokenByDatabase: (set, values) =>
      assert.rejects(
        centre.database.query(
          `update channel_rules set ${set} where account_id = $1 and channel_id = $2`,
          [centre.owner.accountId, centre.channel.id, ...values],
        ),
        /constraint|null value/,
        set,
      ),
    async reload() {
      version = (await get()).version
    },
    switchBots: (isOn) => browser.send('PUT', '/api/v1/modules/bots', { isOn }),
  }
}
