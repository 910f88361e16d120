import { ACCOUNT_METHODS } from './account.ts'
import type { Method } from './call.ts'
import { DIALOG_METHODS } from './dialogs.ts'
import { MESSAGE_METHODS } from './messages.ts'
import { SUBSCRIPTION_METHODS } from './subscriptions.ts'
import { UPLOAD_METHODS } from './uploads.ts'

const METHODS = [
  ...ACCOUNT_METHODS,
  ...SUBSCRIPTION_METHODS,
  ...MESSAGE_METHODS,
  ...DIALOG_METHODS,
  ...UPLOAD_METHODS,
].map((method) => {
  const [verb, path] = method.route.split(' ') as [string, string]
  const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}/?$`)
  return { ...method, verb, pattern }
})

export interface Found {
  method: Method
  parts: string[]
}

export function findMethod(verb: string, path: string): Found | undefined {
  for (const method of METHODS) {
    const match = method.verb === verb ? method.pattern.exec(path) : null
    if (match) return { method, parts: match.slice(1).map(decode) }
  }
  return undefined
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
