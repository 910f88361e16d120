import {
  type CompanySignInRequest,
  companySignIn,
  companySignInRequest,
} from '@otklik/protocol/settings'

import { changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { type App, InvalidFieldsError, NotFoundError } from '../http/index.ts'
import { isSafeAddress } from '../lib/safe-fetch.ts'
import { openProvider } from './open-provider.ts'
import type { CompanySignInParts } from './parts.ts'
import { findProvider, openSecret, type Provider, sealSecret } from './provider.ts'
import { returnUrlOf } from './return-url.ts'

const tags = ['account']
const config = { access: { permission: 'account.manage' } } as const

/** «Вход через компанию»: who vouches for its people, and whom that lets in. */
export function companySignInSettingsRoutes(app: App, parts: CompanySignInParts): void {
  const { database } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/company-sign-in',
    config,
    schema: {
      tags,
      summary: 'The company’s own provider of identities',
      response: { 200: companySignIn },
    },
    handler: async (request) => {
      const provider = await findProvider(database, request.caller.accountId)
      return viewOf(provider, returnUrlOf(request, parts.config.publicUrl))
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/company-sign-in',
    config,
    schema: {
      tags,
      summary: 'Save it; one that is on must answer',
      body: companySignInRequest,
      response: { 200: companySignIn },
    },
    handler: async (request) => {
      const { caller, body } = request
      const before = await findProvider(database, caller.accountId)
      if ((before?.version ?? 0) !== body.version) {
        throw await outOfDate(database, caller.accountId, body.version)
      }
      await check(parts, before, body)
      const saving = database.transaction(async (client) => {
        const saved = await save(client, parts, { accountId: caller.accountId, before, body })
        await recordChange(client, caller, {
          action: 'changed',
          subject: { kind: 'account', id: caller.accountId, name: saved.name },
          changes: [
            ...differences(before && settingsOf(before), settingsOf(saved)),
            ...(body.clientSecret ? [{ field: 'signInSecret' }] : []),
          ],
        })
        return saved
      })
      const after = await saving.catch(refuseTakenSlug)
      return viewOf(after, returnUrlOf(request, parts.config.publicUrl))
    },
  })
}

async function check(
  parts: CompanySignInParts,
  before: Provider | undefined,
  body: CompanySignInRequest,
): Promise<void> {
  const clientSecret = body.clientSecret ?? (before && openSecret(parts.secrets, before))
  if (!clientSecret) throw new InvalidFieldsError({ clientSecret: { code: 'required' } })
  // The secret goes where it was meant to go, and nowhere else that somebody writes later.
  if (!body.clientSecret && before && before.issuer !== body.issuer) {
    throw new InvalidFieldsError({ clientSecret: { code: 'required' } })
  }
  if (!isSafeAddress(new URL(body.issuer), parts.allowedHosts)) {
    throw new InvalidFieldsError({ issuer: { code: 'host-not-allowed' } })
  }
  if (body.letsIn === 'domain' && body.domains.length === 0) {
    throw new InvalidFieldsError({ domains: { code: 'required' } })
  }
  const { rowCount } = await parts.database.query(
    'select from company_sign_ins where slug = $1 and account_id is distinct from $2',
    [body.slug, before?.account_id ?? null],
  )
  if (rowCount && before?.slug !== body.slug) {
    throw new InvalidFieldsError({ slug: { code: 'name-taken' } })
  }
  if (!body.isOn) return
  const { issuer, clientId } = body
  await openProvider({ issuer, clientId, clientSecret, safeFetch: parts.safeFetch }).catch(() => {
    throw new InvalidFieldsError({ issuer: { code: 'no-provider' } })
  })
}

const outOfDate = (client: Queryable, accountId: string, version: number) =>
  changedMeanwhile(client, { accountId, kind: 'account', id: accountId, version })

/** Two companies may ask for one address at the same moment, and both find it free. */
function refuseTakenSlug(error: unknown): never {
  if ((error as { constraint?: string }).constraint !== 'company_sign_ins_slug_key') throw error
  throw new InvalidFieldsError({ slug: { code: 'name-taken' } })
}

interface Saving {
  accountId: string
  before: Provider | undefined
  body: CompanySignInRequest
}

async function save(
  client: Queryable,
  { secrets }: CompanySignInParts,
  { accountId, before, body }: Saving,
): Promise<Provider> {
  const { isOn, slug, issuer, clientId, clientSecret, domains, letsIn, role, version } = body
  const sealed = clientSecret ? sealSecret(secrets, accountId, clientSecret) : before?.client_secret
  const { rowCount } = await client.query(
    `insert into company_sign_ins
       (account_id, is_on, slug, issuer, client_id, client_secret, domains, lets_in, role)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account_id) do update set version = company_sign_ins.version + 1,
       is_on = $2, slug = $3, issuer = $4, client_id = $5, client_secret = $6, domains = $7,
       lets_in = $8, role = $9
     where company_sign_ins.version = $10`,
    [accountId, isOn, slug, issuer, clientId, sealed, domains, letsIn, role, version],
  )
  // Somebody was faster while the provider was being asked.
  if (!rowCount) throw await outOfDate(client, accountId, version)
  // Subjects are names that one provider gives: another one's may mean other people.
  if (before && before.issuer !== issuer) {
    await client.query('update memberships set company_subject = null where account_id = $1', [
      accountId,
    ])
  }
  const saved = await findProvider(client, accountId)
  if (!saved) throw new NotFoundError()
  return saved
}

const settingsOf = ({ is_on, slug, issuer, client_id, domains, lets_in, role }: Provider) => ({
  signInIsOn: is_on,
  signInSlug: slug,
  signInIssuer: issuer,
  signInClientId: client_id,
  signInDomains: domains.join(', '),
  signInLetsIn: lets_in,
  signInRole: role,
})

function viewOf(provider: Provider | undefined, returnUrl: string) {
  return {
    version: provider?.version ?? 0,
    isOn: provider?.is_on ?? false,
    slug: provider?.slug ?? '',
    issuer: provider?.issuer ?? '',
    clientId: provider?.client_id ?? '',
    domains: provider?.domains ?? [],
    letsIn: provider?.lets_in ?? ('invited' as const),
    role: provider?.role ?? ('operator' as const),
    hasSecret: provider !== undefined,
    returnUrl,
  }
}
