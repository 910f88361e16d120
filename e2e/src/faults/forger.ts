import pg from 'pg'

import { writeMark } from './plan.ts'
import type { Traffic } from './traffic.ts'
import type { World } from './world.ts'

/** These sign what they bring, or say a secret of ours with it. */
const signing = ['telegram', 'vk', 'viber', 'max']
const ROUNDS = 4

/** Somebody who has seen an address of ours and brings words in the name of others. */
export class Forger {
  /** What was answered; no success may be among it. */
  readonly statuses: number[] = []
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Comes again as the run goes on; nobody listening is an answer too. */
  async run(traffic: Traffic): Promise<void> {
    const keys = await this.#listKeys()
    for (let round = 1; round <= ROUNDS; round++) {
      await traffic.reaches(round / (ROUNDS + 1))
      for (const [at, key] of keys.entries()) {
        await this.#bring(key, writeMark({ direction: 'in', person: `nobody:${at}`, count: round }))
      }
    }
  }

  async #bring(key: string, text: string): Promise<void> {
    const person = { id: 5_000_000_001, first_name: 'Клиент', is_bot: false }
    const chat = { id: person.id, type: 'private', first_name: person.first_name }
    const message = { message_id: 1, from: person, chat, date: 1_800_000_000, text }
    const answer = await fetch(`${this.#world.cables.door.url}/webhooks/${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ update_id: 1, message }),
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined)
    if (answer) this.statuses.push(answer.status)
    this.#world.history.write({ proc: 'forger', f: 'bring', type: 'info', value: answer?.status })
  }

  async #listKeys(): Promise<string[]> {
    const client = new pg.Client(this.#world.database())
    await client.connect()
    const { rows } = await client.query<{ key: string }>(
      `select k.key from webhook_keys k
       join channels c on c.account_id = k.account_id and c.id = k.channel_id
       where c.kind = any ($1)`,
      [signing],
    )
    await client.end()
    return rows.map(({ key }) => key)
  }
}
