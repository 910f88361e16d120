import type { CompanySignInRequest } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'

/** A company's provider as it is stored. */
export interface Provider {
  account_id: string
  name: string
  version: number
  is_on: boolean
  slug: string
  issuer: string
  client_id: string
  client_secret: string
  domains: string[]
  lets_in: CompanySignInRequest['letsIn']
  role: CompanySignInRequest['role']
}

const select = `select s.*, a.name from company_sign_ins s join accounts a on a.id = s.account_id`

export async function findProvider(
  client: Queryable,
  accountId: string,
): Promise<Provider | undefined> {
  const { rows } = await client.query<Provider>(`${select} where s.account_id = $1`, [accountId])
  return rows[0]
}

/**
 * By its address for signing in, which no other company has. Never by the domain of an e-mail:
 * anybody may write any domain there, and would be handed those who belong to another company.
 */
export async function findProviderFor(
  client: Queryable,
  slug: string,
): Promise<Provider | undefined> {
  const { rows } = await client.query<Provider>(
    `${select} where s.is_on and a.suspended_at is null and s.slug = $1`,
    [slug.toLowerCase()],
  )
  return rows[0]
}

export function sealSecret(secrets: SecretBox, accountId: string, secret: string): string {
  return secrets.seal(secret, placeOf(accountId, 'client-secret'))
}

export function openSecret(secrets: SecretBox, provider: Provider): string {
  return secrets.open(provider.client_secret, placeOf(provider.account_id, 'client-secret'))
}

/** Of the company, and of no channel. */
export const placeOf = (accountId: string, field: string) => ({
  accountId,
  channelId: '',
  field,
  rowId: accountId,
  purpose: 'company-sign-in',
})
