import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { HostNotAllowedError } from '../../lib/platform-fetch.ts'
import { withoutAnswer } from './without-answer.ts'

function failedFetch(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause })
}

function withCode(code: string, fields: object = {}, message = code): Error {
  return Object.assign(new Error(message), { code, ...fields })
}

describe('knows what certainly never left', () => {
  const failures: Record<string, unknown> = {
    'no such name': withCode('ENOTFOUND', { syscall: 'getaddrinfo' }),
    'name server silent': withCode('EAI_AGAIN'),
    'nobody listens': withCode('ECONNREFUSED', { syscall: 'connect' }),
    'no way there': withCode('ENETUNREACH'),
    'connecting took too long': withCode('UND_ERR_CONNECT_TIMEOUT'),
    'connecting timed out': withCode('ETIMEDOUT', { syscall: 'connect' }),
    'a certificate of another': withCode('ERR_TLS_CERT_ALTNAME_INVALID'),
    'a certificate of nobody': withCode('SELF_SIGNED_CERT_IN_CHAIN'),
    'something that is not TLS': withCode('ERR_SSL_WRONG_VERSION_NUMBER'),
    'the handshake cut off': withCode(
      'ECONNRESET',
      {},
      'Client network socket disconnected before secure TLS connection was established',
    ),
    'a proxy that is not there': withCode('UND_ERR_PRX_CONN'),
    'a proxy that knows us not': withCode('UND_ERR_SOCKS5_AUTH_REJECTED'),
    'a proxy that refuses': new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
    'every address refused': new AggregateError([
      withCode('ECONNREFUSED', { syscall: 'connect' }),
      withCode('ENETUNREACH', { syscall: 'connect' }),
    ]),
    'a port that fetch refuses': new Error('bad port'),
  }
  for (const [name, cause] of Object.entries(failures)) {
    test(name, () => assert.equal(withoutAnswer(failedFetch(cause)).executed, 'no'))
  }
})

describe('takes everything else for unknown', () => {
  const failures: Record<string, unknown> = {
    'a reset': withCode('ECONNRESET', { syscall: 'read' }),
    'a connection closed by the other side': withCode('UND_ERR_SOCKET'),
    'a damaged record': withCode('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
    'silence after the request': withCode('UND_ERR_HEADERS_TIMEOUT'),
    'a read that timed out': withCode('ETIMEDOUT', { syscall: 'read' }),
    'addresses of which one was reached': new AggregateError([
      withCode('ECONNREFUSED', { syscall: 'connect' }),
      withCode('ECONNRESET', { syscall: 'read' }),
    ]),
    'an error without any name': new Error('?'),
    'no error at all': 'failed',
  }
  for (const [name, cause] of Object.entries(failures)) {
    test(name, () => assert.equal(withoutAnswer(failedFetch(cause)).executed, 'unknown'))
  }
  test('our own deadline', () => {
    const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    assert.deepEqual(withoutAnswer(error), { executed: 'unknown', what: 'time-out' })
  })
})

test('a host that is not allowed was not called', () => {
  assert.equal(withoutAnswer(new HostNotAllowedError('a.b')).executed, 'no')
})

test('tells the code and never the address', () => {
  const cause = withCode('ECONNRESET', {}, 'POST https://api.example.com/bot1:secret failed')
  assert.equal(withoutAnswer(failedFetch(cause)).what, 'ECONNRESET')
})
