import type { Environment, Sender } from '../contract.ts'
import { VkApi } from './api.ts'
import { isPerson, toAddress } from './ids.ts'
import type { Settings } from './settings.ts'
import { type Profile, profiles } from './types.ts'

const DAY_MS = 24 * 3_600_000
const MOST = 10_000

/** Events say who by a number alone: names are asked for, and known for a day. */
export class Names {
  readonly #api: VkApi
  readonly #known = new Map<number, { profile: Profile; until: number }>()

  constructor(api: VkApi) {
    this.#api = api
  }

  /** Those that are known and those that ВКонтакте tells now. */
  async find(ids: readonly number[], signal?: AbortSignal): Promise<Profile[]> {
    const now = Date.now()
    const wanted = [...new Set(ids.filter(isPerson))]
    const unknown = wanted.filter((id) => (this.#known.get(id)?.until ?? 0) < now)
    if (unknown.length > 0) {
      const told = await this.#api.call({
        method: 'users.get',
        params: { user_ids: unknown.join(','), fields: 'screen_name' },
        result: profiles,
        ...(signal && { signal }),
      })
      if (this.#known.size > MOST) this.#known.clear()
      for (const profile of told) this.#known.set(profile.id, { profile, until: now + DAY_MS })
    }
    return wanted.flatMap((id) => this.#known.get(id)?.profile ?? [])
  }
}

/** The door has no connection: what it was told is kept for as long as the channel is open. */
const kept = new WeakMap<object, Names>()

export function namesOf(environment: Environment, settings: Settings): Names {
  const names = kept.get(environment) ?? new Names(new VkApi(settings, environment))
  kept.set(environment, names)
  return names
}

export function nameOf({ first_name, last_name, name }: Profile): string {
  return [first_name, last_name].filter(Boolean).join(' ').trim() || name?.trim() || ''
}

/** Without a name where it could not be asked: what is known already stays. */
export function toSender(userId: number, known: readonly Profile[] | undefined): Sender {
  const profile = known?.find(({ id }) => id === userId)
  const username = profile?.screen_name
  return {
    address: toAddress(userId),
    name: profile ? nameOf(profile) : '',
    // Who chose no name of their own is called by the number.
    ...(username && username !== `id${userId}` && { username }),
  }
}
