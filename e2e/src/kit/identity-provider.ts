import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A company's own way to sign in, by OpenID Connect: whoever comes there is always the same person. */
export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  close(): void
}

interface Person {
  sub: string
  email: string
  name: string
}

/** What a browser was sent back with, until it is asked for. */
interface Approval {
  challenge: string
  nonce: string
}

export async function openIdentityProvider(person: Person): Promise<IdentityProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const client = { clientId: 'otklik', clientSecret: 'a secret of the company' }
  const approvals = new Map<string, Approval>()
  let issuer = ''

  const sign = (claims: object): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }
  const approve = (asked: URLSearchParams): string => {
    const code = randomUUID()
    const [challenge = '', nonce = ''] = ['code_challenge', 'nonce'].map(
      (name) => asked.get(name) ?? '',
    )
    approvals.set(code, { challenge, nonce })
    const back = new URLSearchParams({ code, state: asked.get('state') ?? '' })
    return `${asked.get('redirect_uri')}?${back}`
  }
  const exchange = (form: URLSearchParams): object | undefined => {
    const code = form.get('code') ?? ''
    const approval = approvals.get(code)
    approvals.delete(code)
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '')
    if (approval?.challenge !== challenge.digest('base64url')) return undefined
    const iat = Math.floor(Date.now() / 1000)
    const usual = { iss: issuer, aud: client.clientId, iat, exp: iat + 60 }
    const claims = { ...usual, ...person, email_verified: true, nonce: approval.nonce }
    return { access_token: randomUUID(), token_type: 'Bearer', id_token: sign(claims) }
  }
  async function answer(request: IncomingMessage): Promise<object | undefined> {
    switch (new URL(request.url ?? '/', issuer).pathname) {
      case '/.well-known/openid-configuration':
        return describe(issuer)
      case '/jwks':
        return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] }
      case '/token': {
        let form = ''
        for await (const chunk of request) form += String(chunk)
        return exchange(new URLSearchParams(form))
      }
      default:
        return undefined
    }
  }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    if (pathname === '/authorize') {
      response.writeHead(302, { location: approve(searchParams) }).end()
      return
    }
    const body = await answer(request)
    response.writeHead(body ? 200 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { error: 'invalid_grant' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...client,
    issuer,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
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
