import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { atEnd } from './at-end.ts'

type Claims = Record<string, unknown>

/** A provider of identities of our own, over HTTP, which can be told to misbehave. */
export interface TinyProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Somebody signs in there: what a browser is sent back with. */
  approve(url: string, person: Claims): string
  /** What the next token says otherwise, or how it is signed. */
  misbehave(wrong: { claims?: Claims; isForged?: boolean } | undefined): void
  requests: string[]
}

interface Approval {
  nonce: string | null
  challenge: string | null
  redirect: string | null
  person: Claims
}

export async function openTinyProvider(): Promise<TinyProvider> {
  const [key, foreign] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
  const approvals = new Map<string, Approval>()
  const requests: string[] = []
  const client = { clientId: 'otklik', clientSecret: 'a secret of the provider' }
  let wrong: { claims?: Claims; isForged?: boolean } | undefined
  let issuer = ''

  const sign = (claims: Claims): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`
    const { privateKey } = wrong?.isForged ? foreign! : key!
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }
  const answerToken = (form: URLSearchParams): [number, object] => {
    const approval = approvals.get(form.get('code') ?? '')
    approvals.delete(form.get('code') ?? '')
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      approval?.challenge === verifier && approval.redirect === form.get('redirect_uri')
    if (!approval || !isRight) return [400, { error: 'invalid_grant' }]
    const now = Math.floor(Date.now() / 1000)
    const usual = {
      iss: issuer,
      aud: client.clientId,
      nonce: approval.nonce,
      iat: now,
      exp: now + 60,
    }
    const idToken = sign({ ...usual, ...approval.person, ...wrong?.claims })
    return [200, { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken }]
  }
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const [status, body] = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  async function answer(request: IncomingMessage): Promise<[number, object]> {
    if (request.url === '/.well-known/openid-configuration') {
      return [200, { ...describe(issuer) }]
    }
    if (request.url === '/jwks') {
      const jwk = key!.publicKey.export({ format: 'jwk' })
      return [200, { keys: [{ ...jwk, kid: 'one', alg: 'RS256', use: 'sig' }] }]
    }
    if (request.url !== '/token') return [404, {}]
    let text = ''
    for await (const chunk of request) text += String(chunk)
    return answerToken(new URLSearchParams(text))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  atEnd(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    ...client,
    issuer,
    requests,
    misbehave: (how) => {
      wrong = how
    },
    approve(url, person) {
      const { searchParams: asked } = new URL(url)
      const code = randomUUID()
      const [nonce, challenge, redirect] = ['nonce', 'code_challenge', 'redirect_uri'].map((name) =>
        asked.get(name),
      )
      approvals.set(code, {
        ...{ nonce: nonce ?? null, challenge: challenge ?? null, redirect: redirect ?? null },
        person,
      })
      return `${redirect}?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`
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
