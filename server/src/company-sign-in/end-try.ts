import { Refusal } from '../http/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { type Identity, letIn } from './let-in.ts'
import { openProvider } from './open-provider.ts'
import type { CompanySignInParts } from './parts.ts'
import { findProvider, openSecret, type Provider } from './provider.ts'
import { codeOf, type Try, takeTry } from './tries.ts'

/** As long as a name may be that is typed here. */
const LONGEST_NAME = 100

interface Return {
  /** As the browser came back, with what the provider wrote into it. */
  address: URL
  browserToken: string | undefined
}

/** The end of the way: who it is by the provider's word, and whose session that makes here. */
export async function endTry(
  parts: CompanySignInParts,
  { address, browserToken }: Return,
): Promise<{ userId: string; accountId: string }> {
  const begun = await takeTry(parts, address.searchParams.get('state') ?? undefined, browserToken)
  const provider = await findProvider(parts.database, begun.accountId)
  if (!provider?.is_on) throw new Refusal('no-company-sign-in')
  const identity = await identify(parts, provider, { begun, address })
  const { accountId } = begun
  const userId = await parts.database.transaction((client) =>
    letIn(client, provider, identity, parts.clock.now()),
  )
  parts.sessions.forget(userId)
  hintSettings(parts.hints, accountId)
  return { userId, accountId }
}

/** Nothing of the tokens is kept: what they say of the person is read, and they are let go. */
async function identify(
  parts: CompanySignInParts,
  provider: Provider,
  { begun, address }: { begun: Try; address: URL },
): Promise<Identity> {
  const claims = await claimsOf(parts, provider, { begun, address }).catch((error: unknown) => {
    parts.log.warn({ code: codeOf(error) }, 'a company’s provider did not vouch for somebody')
    throw new Refusal('company-sign-in-refused', { name: provider.name })
  })
  const subject = claims?.sub
  const email = claims?.email
  const name = claims?.name
  // Some providers say so in words.
  const isVerified = claims?.email_verified === true || claims?.email_verified === 'true'
  if (!subject || typeof email !== 'string' || !isVerified) {
    throw new Refusal('email-not-verified')
  }
  const said = typeof name === 'string' ? name.trim().slice(0, LONGEST_NAME) : ''
  return { subject, email, name: said || email.split('@')[0]! }
}

async function claimsOf(
  { secrets, safeFetch }: CompanySignInParts,
  provider: Provider,
  { begun, address }: { begun: Try; address: URL },
) {
  const configuration = await openProvider({
    issuer: provider.issuer,
    clientId: provider.client_id,
    clientSecret: openSecret(secrets, provider),
    safeFetch,
  })
  // Where it leads is ours to say; of the address that came only the provider's words count.
  const returned = new URL(begun.returnUrl)
  returned.search = address.search
  const oidc = await import('openid-client')
  const tokens = await oidc.authorizationCodeGrant(configuration, returned, {
    pkceCodeVerifier: begun.verifier,
    expectedNonce: begun.nonce,
    expectedState: address.searchParams.get('state') ?? '',
    idTokenExpected: true,
  })
  return tokens.claims()
}
