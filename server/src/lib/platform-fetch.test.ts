import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'

import { createPlatformFetch, HostNotAllowedError } from './platform-fetch.ts'

/** Made for this test, good for localhost, believed by nobody. */
const cert = `-----BEGIN CERTIFICATE-----
MIIBrTCCAVOgAwIBAgIUZz1tghlY8HF97lSbfQ/HXGSxSwUwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSSW52ZW50ZWQgYXV0aG9yaXR5MCAXDTI2MTEyMzAwMzA0NloY
DzIxMjYxMDMwMDAzMDQ2WjAdMRswGQYDVQQDDBJJbnZlbnRlZCBhdXRob3JpdHkw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARlgKKf1CHknsj0lZGm9ALTg97StZD7
5cEPyg3dsM7XlCKRGdPEd9kz+C+e1nghBNcDM82O91vf2b/2GyFUOXNio28wbTAd
BgNVHQ4EFgQUT7875r/7mSeAWeMpW5/3hqkblFMwHwYDVR0jBBgwFoAUT7875r/7
mSeAWeMpW5/3hqkblFMwDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2Nh
bGhvc3SHBH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIhAJrhPnGIorl3xrrPaYbE5zod
O4BRHPIcUqTUEyADu2yjAiB/KJgxYVW7DDzecQiFY18fDNXNzbw3DZOUZ2V/HNmP
lg==
-----END CERTIFICATE-----`
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgr3LKj/XcRe8RDLBz
VFCRGdlj289d/FzHsAgHd4eqvJyhRANCAARlgKKf1CHknsj0lZGm9ALTg97StZD7
5cEPyg3dsM7XlCKRGdPEd9kz+C+e1nghBNcDM82O91vf2b/2GyFUOXNi
-----END PRIVATE KEY-----`

const server = createServer({ cert, key }, (_request, response) => void response.end('ok'))
let host: string
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  host = `localhost:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})

test('a platform with an authority of its own is believed on its own route alone', async () => {
  const allowedHosts = new Set([host])
  const trusting = createPlatformFetch({ allowedHosts, ca: cert })
  assert.equal(await (await trusting(`https://${host}/`)).text(), 'ok')
  const plain = createPlatformFetch({ allowedHosts })
  await assert.rejects(plain(`https://${host}/`), /fetch failed/)
})

test('further hosts may be named with a star, which is never the host itself', async () => {
  const calls = createPlatformFetch({ allowedHosts: new Set(['*.files.example']), timeoutMs: 1 })
  const isAllowed = (url: string) =>
    calls(url).then(
      () => true,
      (error: unknown) => !(error instanceof HostNotAllowedError),
    )
  assert.equal(await isAllowed('https://a.files.example/x'), true)
  assert.equal(await isAllowed('https://a.b.files.example/x'), true)
  for (const wrong of ['files.example', 'xfiles.example', 'files.example.evil.example']) {
    assert.equal(await isAllowed(`https://${wrong}/x`), false, wrong)
  }
})
