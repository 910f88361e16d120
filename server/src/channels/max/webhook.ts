import { ChannelError } from '../errors.ts'
import type { MaxApi } from './api.ts'
import { subscriptions, success } from './types.ts'

/** What a contact centre has to know; everything else happens in groups and channels. */
export const updateKinds = [
  'message_created',
  'message_edited',
  'message_removed',
  'message_callback',
  'bot_started',
  'bot_stopped',
  'dialog_removed',
  'dialog_cleared',
  'dialog_muted',
  'dialog_unmuted',
]

/**
 * https://dev.max.ru/docs-api/methods/POST/subscriptions. Asked for again, the same address gets
 * the new secret. Whether several addresses may be told at once is not said: ours is the only one.
 */
export async function subscribe(
  api: MaxApi,
  url: string,
  secret: string | undefined,
): Promise<void> {
  if (!secret) {
    throw new ChannelError('misconfigured', 'The channel has no webhook secret', { executed: 'no' })
  }
  const body = { url, secret, update_types: updateKinds }
  await api.call({ method: 'POST', path: '/subscriptions', body, result: success })
  await drop(api, (other) => other !== url)
}

/** While anybody is told, nothing can be polled. */
export async function unsubscribe(api: MaxApi): Promise<void> {
  await drop(api, () => true)
}

/** Subscriptions have been seen to vanish by themselves, and do after eight hours of failures. */
export async function isSubscribed(api: MaxApi, url: string): Promise<boolean> {
  const ours = (await list(api)).find((each) => each.url === url)
  if (!ours) return false
  return (
    ours.update_types === undefined ||
    updateKinds.every((kind) => ours.update_types?.includes(kind))
  )
}

async function drop(api: MaxApi, isUnwanted: (url: string) => boolean): Promise<void> {
  for (const { url } of await list(api)) {
    if (!isUnwanted(url)) continue
    const query = { url }
    await api.call({ method: 'DELETE', path: '/subscriptions', query, result: success })
  }
}

async function list(api: MaxApi) {
  const answer = await api.call({ method: 'GET', path: '/subscriptions', result: subscriptions })
  return answer.subscriptions
}
