import type { Connection, Environment, Provider } from '../../contract.ts'
import { reach } from '../ids.ts'
import type { EdnaSettings } from '../settings.ts'
import { callTimeoutMs, EdnaApi } from './api.ts'
import { catchUp } from './catch-up.ts'
import { identify } from './identify.ts'
import { render } from './render.ts'
import { send } from './send.ts'
import { templatesOf } from './templates.ts'
import { translate } from './translate.ts'
import { subscribe, unsubscribe } from './webhook.ts'

const OFFICIAL_HOST = 'app.edna.ru'

export const edna: Provider = {
  id: 'edna',
  officialHosts: [OFFICIAL_HOST, 'app.edna.io'],
  furtherHosts: ['*.edna.ru', '*.edna.io'],
  defaultApiUrl: `https://${OFFICIAL_HOST}`,
  capabilities: { filesBy: 'link', sendsOnce: 'by-key', callTimeoutMs },
}

export function connectEdna(settings: EdnaSettings, environment: Environment) {
  const { token, subject } = settings
  const api = new EdnaApi(token, environment)
  return {
    identify: () => identify(api, settings),
    translate: (body, receivedAt) => translate(body, subject, receivedAt),
    render,
    send: (part) => send({ api, subject, environment }, part),
    subscribe: (url) => subscribe(api, settings, { environment, url }),
    unsubscribe: () => unsubscribe(api, settings, environment),
    catchUp: (since) => catchUp(api, { subject, environment }, since),
    fetchFile: (reference) => api.open(reference),
    reach,
    templates: templatesOf({ api, subject, environment }),
  } satisfies Connection
}
