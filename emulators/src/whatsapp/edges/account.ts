import { badParameter } from '../errors.ts'
import { shakeHands } from '../webhooks/handshake.ts'
import { type AccountCall, type Edges, paginate, pick, SUCCESS } from './call.ts'
import { wireNumber } from './number.ts'
import { ACCOUNT_TEMPLATES } from './templates.ts'

export const ACCOUNT_EDGES: Edges<AccountCall> = {
  'GET ': ({ account, query }) =>
    pick(
      {
        id: account.id,
        name: account.name,
        timezone_id: '1',
        message_template_namespace: `${account.id}_namespace`,
        account_review_status: 'APPROVED',
      },
      query.fields,
    ),
  'GET phone_numbers': (call) => {
    const { whatsapp, account, query } = call
    const numbers = whatsapp.registry.numbers.list().filter((one) => one.account === account.id)
    return paginate(
      call,
      numbers.map((number) => pick(wireNumber(number), query.fields)),
    )
  },
  'GET subscribed_apps': ({ account }) => ({
    data: account.subscriptions.map(({ app, override }) => ({
      whatsapp_business_api_data: { id: app, name: `App ${app}`, link: '' },
      ...(override && { override_callback_uri: override.url }),
    })),
  }),
  'POST subscribed_apps': subscribe,
  'DELETE subscribed_apps': ({ whatsapp, account, token }) => {
    account.subscriptions = account.subscriptions.filter(({ app }) => app !== token.app)
    whatsapp.registry.accounts.save(account)
    return SUCCESS
  },
  ...ACCOUNT_TEMPLATES,
}

/** The token's app; its webhooks for this account may go to an address of their own. */
async function subscribe({ whatsapp, account, token, body }: AccountCall): Promise<object> {
  const { override_callback_uri: url, verify_token: verifyToken } = body
  const others = account.subscriptions.filter(({ app }) => app !== token.app)
  if (url === undefined) account.subscriptions = [...others, { app: token.app }]
  else {
    if (typeof url !== 'string' || typeof verifyToken !== 'string')
      throw badParameter('Both override_callback_uri and verify_token are required.')
    await shakeHands(url, verifyToken)
    account.subscriptions = [...others, { app: token.app, override: { url, verifyToken } }]
  }
  whatsapp.registry.accounts.save(account)
  return SUCCESS
}
