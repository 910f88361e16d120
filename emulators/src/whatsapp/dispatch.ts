import { ACCOUNT_EDGES } from './edges/account.ts'
import { APP_EDGES, debugToken, takeUpload } from './edges/app.ts'
import type { Call, Edge, Edges } from './edges/call.ts'
import { deleteMedia, describeMedia } from './edges/media.ts'
import { NUMBER_EDGES } from './edges/number.ts'
import { TEMPLATE_EDGES } from './edges/templates.ts'
import { noSuchObject, refuse } from './errors.ts'
import type { Account } from './model.ts'

/** Does what the call asks of the thing whose id it begins with. */
export function execute(call: Call): unknown {
  const { whatsapp, node, token, method } = call
  const { registry, network } = whatsapp
  if (node === 'debug_token') return debugToken(whatsapp, call)
  if (node.startsWith('upload:')) return takeUpload(call)
  const app = registry.apps.find(node)
  if (app && token.app === app.id) return edgeOf(APP_EDGES, call)({ ...call, app })
  const number = registry.numbers.find(node)
  if (number) {
    const account = getAccount(call, number.account)
    return edgeOf(NUMBER_EDGES, call)({ ...call, number, account })
  }
  const template = registry.templates.find(node)
  if (template) {
    const account = getAccount(call, template.account)
    return edgeOf(TEMPLATE_EDGES, call)({ ...call, template, account })
  }
  const file = network.files.find(node)
  if (file && call.edge === '') {
    getAccount(call, registry.numbers.find(file.line)?.account ?? '')
    if (method === 'GET') return describeMedia(call, file)
    if (method === 'DELETE') return deleteMedia(call, file)
  }
  if (!registry.accounts.find(node)) throw noSuchObject(node, method.toLowerCase())
  const account = getAccount(call, node)
  const [, , only] = /^(message_templates)\/(\d+)$/.exec(call.edge) ?? []
  // One template may also be asked for below its account.
  if (only) return execute({ ...call, node: only, edge: '' })
  return edgeOf(ACCOUNT_EDGES, call)({ ...call, account })
}

function edgeOf<C extends Call>(edges: Edges<C>, { method, edge, node }: Call): Edge<C> {
  const found = edges[`${method} ${edge}`]
  if (!found) throw noSuchObject(node, method.toLowerCase())
  return found
}

/** Another company's account is as good as none. */
function getAccount({ whatsapp, token, node, method }: Call, id: string): Account {
  const account = whatsapp.registry.accounts.find(id)
  if (!account || !token.accounts.includes(id)) throw noSuchObject(node, method.toLowerCase())
  if (account.isRestricted) throw refuse(368)
  return account
}

export async function answer({ reply }: Call, outcome: unknown): Promise<void> {
  await reply.type('application/json; charset=UTF-8').send(JSON.stringify(outcome))
}
