import { createToken, hashToken } from '../access/index.ts'
import { Refusal } from '../http/index.ts'
import { openProvider } from './open-provider.ts'
import type { CompanySignInParts } from './parts.ts'
import { openSecret, type Provider, placeOf } from './provider.ts'

const GOOD_FOR_MS = 10 * 60_000

export interface Try {
  accountId: string
  returnUrl: string
  verifier: string
  nonce: string
}

/** Where to go, and what this browser has to come back with. */
export async function beginTry(
  parts: CompanySignInParts,
  provider: Provider,
  returnUrl: string,
): Promise<{ url: string; browserToken: string }> {
  const { database, clock, secrets, log } = parts
  const configuration = await openProvider({
    issuer: provider.issuer,
    clientId: provider.client_id,
    clientSecret: openSecret(secrets, provider),
    safeFetch: parts.safeFetch,
  }).catch((error: unknown) => {
    log.warn({ code: codeOf(error) }, 'a company’s provider was not reached')
    throw new Refusal('provider-unreachable', { name: provider.name })
  })
  const oidc = await import('openid-client')
  const verifier = oidc.randomPKCECodeVerifier()
  const nonce = oidc.randomNonce()
  const [state, browserToken] = [createToken(), createToken()]
  const now = clock.now()
  await database.query('delete from company_sign_in_tries where expires_at <= $1', [now])
  await database.query(
    `insert into company_sign_in_tries
       (state_hash, account_id, browser_hash, secrets, return_url, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      hashToken(state),
      provider.account_id,
      hashToken(browserToken),
      secrets.seal(JSON.stringify({ verifier, nonce }), placeOf(provider.account_id, 'try')),
      returnUrl,
      new Date(now.getTime() + GOOD_FOR_MS),
    ],
  )
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: returnUrl,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, browserToken }
}

/** It is over with being asked for: of two that come back with one state, one is first. */
export async function takeTry(
  { database, clock, secrets }: CompanySignInParts,
  state: string | undefined,
  browserToken: string | undefined,
): Promise<Try> {
  const [stateHash, browserHash] = [hashToken(state), hashToken(browserToken)]
  if (!stateHash || !browserHash) throw new Refusal('sign-in-over')
  const { rows } = await database.query<{
    account_id: string
    secrets: string
    return_url: string
  }>(
    `delete from company_sign_in_tries
     where state_hash = $1 and browser_hash = $2 and expires_at > $3
     returning account_id, secrets, return_url`,
    [stateHash, browserHash, clock.now()],
  )
  const row = rows[0]
  if (!row) throw new Refusal('sign-in-over')
  const opened = secrets.open(row.secrets, placeOf(row.account_id, 'try'))
  const { verifier, nonce } = JSON.parse(opened) as { verifier: string; nonce: string }
  return { accountId: row.account_id, returnUrl: row.return_url, verifier, nonce }
}

/** A name for the log; messages of such errors may hold what came over the line. */
export const codeOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error as Error).name)
