import type { Environment } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import type { EdnaSettings } from '../settings.ts'
import type { EdnaApi } from './api.ts'
import { findSubjectId } from './cascade.ts'
import { SECRET } from './door.ts'
import { anything } from './types.ts'

/** edna signs nothing, so our own secret goes with the address it is given. */
export async function subscribe(
  api: EdnaApi,
  { subject, webhookSecret }: EdnaSettings,
  { environment, url }: { environment: Environment; url: string },
): Promise<void> {
  if (!webhookSecret) {
    throw new ChannelError('misconfigured', 'The channel has no webhook secret', { executed: 'no' })
  }
  const address = `${url}?${new URLSearchParams({ [SECRET]: webhookSecret })}`
  await setCallbacks(api, address, await findSubjectId(api, subject, environment))
}

export async function unsubscribe(
  api: EdnaApi,
  { subject }: EdnaSettings,
  environment: Environment,
): Promise<void> {
  await setCallbacks(api, null, await findSubjectId(api, subject, environment))
}

async function setCallbacks(api: EdnaApi, url: string | null, subjectId: string): Promise<void> {
  const body = {
    statusCallbackUrl: url,
    inMessageCallbackUrl: url,
    messageMatcherCallbackUrl: url,
    subjectId: Number(subjectId),
  }
  await api.call({ path: 'callback/set', body, result: anything })
}
