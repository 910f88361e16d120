import type { Identity } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import type { VkApi } from './api.ts'
import { groups } from './types.ts'

/** https://dev.vk.com/ru/method/groups.getById: asked about nobody, a key tells whose it is. */
export async function identify(api: VkApi): Promise<Identity> {
  const { id, name, screen_name = `club${id}` } = await askWhoWeAre(api)
  return {
    externalId: String(id),
    name,
    username: screen_name,
    link: `https://vk.me/${screen_name}`,
    facts: { community: `vk.com/${screen_name}` },
  }
}

/** «Не найдено» is said of a wrong key alone, never of a network that does not work (D-05). */
async function askWhoWeAre(api: VkApi) {
  try {
    const [community] = await api.call({ method: 'groups.getById', result: groups })
    if (community) return community
  } catch (error) {
    // A person's key has to say of which communities it asks.
    const isPersons = error instanceof ChannelError && error.code === '100'
    if (!isPersons) throw isWrong(error) ? error : asUnreachable(error)
  }
  throw new ChannelError('misconfigured', 'the key is not of a community', {
    executed: 'no',
    pauses: 'channel',
  })
}

const isWrong = (error: unknown): boolean =>
  error instanceof ChannelError && error.reason === 'misconfigured'

function asUnreachable(error: unknown): unknown {
  if (!(error instanceof ChannelError)) return error
  const { code, message } = error
  return new ChannelError('unreachable', message, { executed: 'no', ...present({ code }) })
}
