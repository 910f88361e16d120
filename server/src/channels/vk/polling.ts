import type { Polled } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { readJson } from '../kit/read-text.ts'
import type { VkApi } from './api.ts'
import { completed } from './complete.ts'
import { eventFlags } from './events.ts'
import type { Names } from './people.ts'
import { done, longPollServer, polled } from './types.ts'

/** Up to 90 are allowed; proxies like to cut what is silent for as long. */
const WAIT_S = 25
/** Beyond the wait: a slow network, and the answer itself. */
const PATIENCE_MS = 15_000

interface Place {
  server: string
  key: string
}

/** https://dev.vk.com/ru/api/bots-long-poll/getting-started */
export class LongPoll {
  readonly #api: VkApi
  readonly #names: Names
  /** Lives for hours, and is told anew when it is over. */
  #place: Place | undefined

  constructor(api: VkApi, names: Names) {
    this.#api = api
    this.#names = names
  }

  async poll(groupId: string, cursor: string | undefined, signal: AbortSignal): Promise<Polled> {
    try {
      const isBegun = this.#place !== undefined && cursor !== undefined
      const beginning = isBegun ? cursor : await this.#begin(groupId)
      // Kept before anything is waited for: what comes meanwhile would have no beginning.
      if (cursor === undefined) return { updates: [], cursor: beginning }
      return await this.#ask(cursor, signal)
    } catch (error) {
      if (signal.aborted) return { updates: [], cursor }
      throw error
    }
  }

  async #begin(groupId: string): Promise<string> {
    const params = { group_id: groupId }
    await this.#api.call({
      method: 'groups.setLongPollSettings',
      params: { ...params, enabled: 1, ...eventFlags },
      result: done,
    })
    const method = 'groups.getLongPollServer'
    const { ts, ...place } = await this.#api.call({ method, params, result: longPollServer })
    this.#place = place
    return ts
  }

  async #ask(cursor: string, signal: AbortSignal): Promise<Polled> {
    const { server, key } = this.#place!
    const query = new URLSearchParams({ act: 'a_check', key, ts: cursor, wait: String(WAIT_S) })
    const patience = AbortSignal.timeout(WAIT_S * 1000 + PATIENCE_MS)
    const response = await this.#api.open(`${server}?${query}`, AbortSignal.any([signal, patience]))
    const answer = polled.safeParse(await readJson(response)).data
    if (!answer) {
      throw new ChannelError('unreachable', 'the poll answered in another shape', {
        executed: 'no',
      })
    }
    const { failed, ts, updates = [] } = answer
    // 1: some is lost, go on from there. 2: the key is over. 3: both; nothing is known of before.
    if (failed !== undefined && failed !== 1) this.#place = undefined
    if (failed === 3) return { updates: [], cursor: undefined }
    const bodies = updates.map((update) => Buffer.from(JSON.stringify(update)))
    const sources = { api: this.#api, names: this.#names }
    return {
      updates: await Promise.all(bodies.map((body) => completed(body, sources, signal))),
      cursor: ts ?? cursor,
    }
  }
}
