import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { test } from 'node:test'
import { openSandbox } from './test-kit.ts'

function send(url: string, options: { method?: string; headers: Record<string, string> }) {
  return new Promise<number>((resolve, reject) => {
    const request = httpRequest(url, { method: 'GET', ...options }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    request.on('error', reject).end()
  })
}

test('answers under names of loopback only', async (t) => {
  const { emulators } = await openSandbox(t)
  const ask = (host: string) => send(`${emulators.url}/_control/phones`, { headers: { host } })
  assert.equal(await ask(`localhost:${emulators.port}`), 200)
  assert.equal(await ask('[::1]:3001'), 200)
  assert.equal(await ask('evil.example'), 403)
  assert.equal(await ask('127.0.0.1.evil.example'), 403)
})

test('refuses what other sites send', async (t) => {
  const { emulators } = await openSandbox(t)
  const reset = (headers: Record<string, string>) =>
    send(`${emulators.url}/_control/reset`, { method: 'POST', headers })
  assert.equal(await reset({ origin: 'http://evil.example' }), 403)
  assert.equal(await reset({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await reset({ 'sec-fetch-site': 'same-site' }), 403)
  assert.equal(await reset({ origin: emulators.url, 'sec-fetch-site': 'same-origin' }), 204)
  const page = { headers: { 'sec-fetch-site': 'cross-site' } }
  assert.equal(await send(`${emulators.url}/sandbox`, page), 200)
})

test('serves the page under a strict policy', async (t) => {
  const { emulators } = await openSandbox(t)
  const page = await fetch(emulators.url)
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self'/,
  )
  const html = await page.text()
  assert.doesNotMatch(html, /<style|<script>|style="/)
  for (const [, path] of html.matchAll(/(?:href|src)="(\/page\/[^"]+)"/g))
    assert.equal((await fetch(emulators.url + path)).status, 200, path)
  assert.equal((await fetch(`${emulators.url}/page/..%2Fmain.ts`)).status, 404)
})
