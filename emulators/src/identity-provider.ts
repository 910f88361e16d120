import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Claims = Record<string, unknown>

/** A company's own way to sign in, by OpenID Connect; it can be told to misbehave. */
export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Somebody signs in there: where their browser is sent back to. */
  approve(url: string, person: Claims): string
  /** What the next token says otherwise, or how it is signed. */
  misbehave(wrong: Misbehaviour | undefined): void
  requests: string[]
  close(): Promise<void>
}

interface Misbehaviour {
  claims?: Claims
  isForged?: boolean
}

interface Approval {
  nonce: string | null
  challenge: string | null
  redirect: string | null
  person: Claims
}

/** Whatever browser comes to `/authorize` is the visitor's, and is sent back at once. */
export async function openIdentityProvider(visitor?: Claims): Promise<IdentityProvider> {
  const [key, foreign] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
  const approvals = new Map<string, Approval>()
  const requests: string[] = []
  const client = { clientId: 'otklik', clientSecret: 'a secret of the provider' }
  let wrong: Misbehaviour | undefined
  let issuer = ''

  const sign = (claims: Claims): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`
    const { privateKey } = wrong?.isForged ? foreign! : key!
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }
  function approve(url: string, person: Claims): string {
    const { searchParams: asked } = new URL(url, issuer)
    const code = randomUUID()
    const redirect = asked.get('redirect_uri')
    const [nonce, challenge] = [asked.get('nonce'), asked.get('code_challenge')]
    approvals.set(code, { nonce, challenge, redirect, person })
    return `${redirect}?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`
  }
  function exchange(form: URLSearchParams): object | undefined {
    const code = form.get('code') ?? ''
    const approval = approvals.get(code)
    approvals.delete(code)
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '')
    if (approval?.challenge !== verifier.digest('base64url')) return undefined
    if (approval.redirect !== form.get('redirect_uri')) return undefined
    const iat = Math.floor(Date.now() / 1000)
    const usual = { iss: issuer, aud: client.clientId, nonce: approval.nonce, iat, exp: iat + 60 }
    const idToken = sign({ ...usual, ...approval.person, ...wrong?.claims })
    return { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken }
  }
  async function answer(request: IncomingMessage): Promise<[number, object]> {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return [200, describe(issuer)]
      case '/jwks': {
        const jwk = key!.publicKey.export({ format: 'jwk' })
        return [200, { keys: [{ ...jwk, kid: 'one', alg: 'RS256', use: 'sig' }] }]
      }
      case '/token': {
        const token = exchange(new URLSearchParams(await readText(request)))
        return token ? [200, token] : [400, { error: 'invalid_grant' }]
      }
      default:
        return [404, {}]
    }
  }
  const server = createServer(async (request, response) => {
    const { method, url = '/' } = request
    requests.push(`${method} ${url}`)
    if (visitor && url.startsWith('/authorize?')) {
      response.writeHead(302, { location: approve(url, visitor) }).end()
      return
    }
    const [status, body] = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...client,
    ...{ issuer, requests, approve },
    misbehave(how) {
      wrong = how
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const describe = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
})
