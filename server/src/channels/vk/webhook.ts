import { setTimeout as wait } from 'node:timers/promises'

import type { Environment } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import type { VkApi } from './api.ts'
import { askCode } from './confirmation.ts'
import { callbackSecret } from './door.ts'
import { eventFlags, eventNames } from './events.ts'
import { addedServer, callbackServers, done, eventSettings } from './types.ts'

/** At most fourteen characters. */
const TITLE = 'Otklik'
/** Until ВКонтакте has asked for the code and believed it: about half a minute. */
const PAUSES_MS = [100, 250, 500, 1000, 2000, 3000, 5000, 8000, 10_000]

export interface Subscribing {
  api: VkApi
  environment: Environment
  groupId: string
}

/** https://dev.vk.com/ru/api/callback/getting-started */
export async function subscribe(
  { api, environment, groupId }: Subscribing,
  url: string,
  webhookSecret: string | undefined,
): Promise<void> {
  if (!webhookSecret) {
    throw new ChannelError('misconfigured', 'The channel has no webhook secret', { executed: 'no' })
  }
  const group = { group_id: groupId }
  await askCode(api, environment, groupId)
  // What we left before, and what was refused: with another secret it would be of no use.
  await drop({ api, environment, groupId }, (server) => server.url === url)
  const { server_id } = await api.call({
    method: 'groups.addCallbackServer',
    params: { ...group, url, title: TITLE, secret_key: callbackSecret(webhookSecret) },
    result: addedServer,
  })
  await environment.remember({ serverId: server_id })
  await untilConfirmed({ api, environment, groupId }, server_id)
  await api.call({
    method: 'groups.setCallbackSettings',
    params: { ...group, server_id, ...eventFlags },
    result: done,
  })
}

/** Others may have addresses of their own here: only ours goes. */
export async function unsubscribe(subscribing: Subscribing): Promise<void> {
  const { environment } = subscribing
  const { serverId } = environment.memory
  if (serverId === undefined) return
  await drop(subscribing, ({ id }) => id === serverId)
  await environment.remember({ serverId: undefined })
}

/** After several failures ВКонтакте stops calling by itself, and anybody with rights can. */
export async function isSubscribed(subscribing: Subscribing, url: string): Promise<boolean> {
  const ours = (await list(subscribing)).find((server) => server.url === url)
  if (ours?.status !== 'ok') return false
  const { events } = await subscribing.api.call({
    method: 'groups.getCallbackSettings',
    params: { group_id: subscribing.groupId, server_id: ours.id },
    result: eventSettings,
  })
  return eventNames.every((name) => events[name] !== 0)
}

async function untilConfirmed(subscribing: Subscribing, serverId: number): Promise<void> {
  for (const pauseMs of PAUSES_MS) {
    const status = (await list(subscribing)).find(({ id }) => id === serverId)?.status
    if (status === 'ok') return
    if (status === 'failed') break
    await wait(pauseMs)
  }
  throw new ChannelError('unreachable', 'the address was not confirmed', { executed: 'no' })
}

async function drop(
  subscribing: Subscribing,
  isUnwanted: (server: { id: number; url: string }) => boolean,
): Promise<void> {
  const { api, groupId } = subscribing
  for (const server of await list(subscribing)) {
    if (!isUnwanted(server)) continue
    const params = { group_id: groupId, server_id: server.id }
    await api.call({ method: 'groups.deleteCallbackServer', params, result: done })
  }
}

async function list({ api, groupId }: Subscribing) {
  const params = { group_id: groupId }
  const method = 'groups.getCallbackServers'
  return (await api.call({ method, params, result: callbackServers })).items
}
