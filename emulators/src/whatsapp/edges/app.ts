import { badParameter } from '../errors.ts'
import { shakeHands } from '../webhooks/handshake.ts'
import { FIELDS } from '../webhooks/publisher.ts'
import type { WhatsApp } from '../whatsapp.ts'
import { type AppCall, type Call, type Edges, SUCCESS } from './call.ts'

export const APP_EDGES: Edges<AppCall> = {
  'GET ': ({ app }) => ({ id: app.id, name: `App ${app.id}`, link: '' }),
  'GET subscriptions': ({ app: { callback } }) => ({
    data: callback
      ? [
          {
            object: 'whatsapp_business_account',
            callback_url: callback.url,
            active: true,
            fields: callback.fields.map((name) => ({ name, version: 'v25.0' })),
          },
        ]
      : [],
  }),
  'POST subscriptions': subscribe,
  'DELETE subscriptions': ({ whatsapp, app }) => {
    delete app.callback
    whatsapp.registry.apps.save(app)
    return SUCCESS
  },
  'POST uploads': ({ query, body, app }) => {
    const { file_length: length, file_type: type } = { ...body, ...query }
    if (!length || !type)
      throw badParameter('The parameters file_length and file_type are required.')
    return { id: `upload:${Buffer.from(`${app.id} ${Date.now()} ${type}`).toString('base64url')}` }
  },
}

async function subscribe({ whatsapp, app, body, query }: AppCall): Promise<object> {
  const wanted: Record<string, unknown> = { ...query, ...body }
  if (wanted.object !== 'whatsapp_business_account')
    throw badParameter('Param object must be whatsapp_business_account.')
  const { callback_url: url, verify_token: verifyToken } = wanted
  if (typeof url !== 'string' || typeof verifyToken !== 'string')
    throw badParameter('The parameters callback_url and verify_token are required.')
  const fields = Array.isArray(wanted.fields)
    ? wanted.fields.map(String)
    : String(wanted.fields ?? 'messages').split(',')
  const unknown = fields.find((field) => !FIELDS.includes(field))
  if (unknown) throw badParameter(`Param fields: ${unknown} is not a field of this object.`)
  await shakeHands(url, verifyToken)
  app.callback = { url, verifyToken, fields }
  whatsapp.registry.apps.save(app)
  return SUCCESS
}

/** A sample of a template's header, uploaded in one piece: its handle goes into the template. */
export function takeUpload({ raw, node }: Call): object {
  if (raw.length === 0) return { id: node, file_offset: 0 }
  return { h: `4::${Buffer.from(node).toString('base64url')}` }
}

export function debugToken(whatsapp: WhatsApp, call: Call): object {
  const token = whatsapp.registry.tokens.find(call.query.input_token ?? '')
  if (!token || token.isRevoked)
    return {
      data: {
        is_valid: false,
        scopes: [],
        error: { code: 190, message: 'The access token could not be decrypted', subcode: 463 },
      },
    }
  return {
    data: {
      app_id: token.app,
      type: 'SYSTEM_USER',
      application: `App ${token.app}`,
      data_access_expires_at: 0,
      expires_at: token.expiresAt ?? 0,
      is_valid: true,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
      granular_scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'].map(
        (scope) => ({ scope, target_ids: token.accounts }),
      ),
    },
  }
}
