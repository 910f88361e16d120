import type { Connection, Environment, Provider } from '../../contract.ts'
import { reach } from '../ids.ts'
import type { CloudSettings } from '../settings.ts'
import { callTimeoutMs, GraphApi } from './api.ts'
import { fetchFile } from './files.ts'
import { identify } from './identify.ts'
import { render } from './render.ts'
import { send } from './send.ts'
import { templatesOf } from './templates.ts'
import { tokenEndsAt } from './token.ts'
import { translate } from './translate.ts'
import { isSubscribed, subscribe, unsubscribe } from './webhook.ts'

const OFFICIAL_HOST = 'graph.facebook.com'

/**
 * There is no key by which a repetition is known, and nothing can be asked about what was sent: the
 * outcome of a call without an answer is unknown, until a status gives back the key it was sent with.
 */
export const cloud: Provider = {
  id: 'whatsapp',
  officialHosts: [OFFICIAL_HOST],
  // Media lie at hosts of their own, the archive of templates at another.
  furtherHosts: ['*.fbsbx.com', '*.fbcdn.net', '*.whatsapp.net', 'api.facebook.com'],
  defaultApiUrl: `https://${OFFICIAL_HOST}`,
  capabilities: { filesBy: 'upload', sendsOnce: 'none', callTimeoutMs },
}

export function connectCloud(settings: CloudSettings, environment: Environment) {
  const api = new GraphApi(settings.token, environment)
  const { phoneNumberId, accountId } = settings
  const apiUrl = environment.apiUrl.replace(/\/+$/, '')
  return {
    identify: () => identify(api, settings),
    translate: (body, receivedAt) => translate(body, { phoneNumberId, accountId }, receivedAt),
    render,
    send: (part) => send(api, phoneNumberId, part),
    subscribe: (url) => subscribe(api, { settings, environment, url }),
    unsubscribe: () => unsubscribe(api, settings),
    isSubscribed: (url) => isSubscribed(api, settings, url),
    tokenEndsAt: () => tokenEndsAt(api, settings.token),
    fetchFile: (reference) => fetchFile(api, phoneNumberId, reference),
    reach,
    templates: templatesOf({ api, settings, apiUrl }),
  } satisfies Connection
}
