import type { SecretBox } from '../lib/secrets/index.ts'

interface FormName {
  accountId: string
  formId: string
}

const PURPOSE = 'contact-form'

/** The last part of the link: both ids, and the proof that the link is ours. */
export function formToken(
  secrets: Pick<SecretBox, 'sign'>,
  { accountId, formId }: FormName,
): string {
  const ids = Buffer.from((accountId + formId).replaceAll('-', ''), 'hex').toString('base64url')
  return `${ids}.${secrets.sign(formId, PURPOSE, accountId)}`
}

/** Undefined where the link was not made here. */
export function readToken(
  secrets: Pick<SecretBox, 'isSigned'>,
  token: string,
): FormName | undefined {
  const [, ids = '', signature = ''] = /^([\w-]{43})\.(.+)$/.exec(token) ?? []
  const hex = Buffer.from(ids, 'base64url').toString('hex')
  const [accountId, formId] = [toId(hex.slice(0, 32)), toId(hex.slice(32))]
  if (!formId || !secrets.isSigned(formId, signature, PURPOSE, accountId)) return undefined
  return { accountId, formId }
}

const toId = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
