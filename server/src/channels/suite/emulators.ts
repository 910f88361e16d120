import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { createPlatformFetch } from '../../lib/platform-fetch.ts'
import type { Environment } from '../contract.ts'
import { testEnvironment } from './environment.ts'

const main = fileURLToPath(new URL('../../../../emulators/src/main.ts', import.meta.url))

/**
 * The emulators in a process of their own. They share no code with the server, so that two
 * readings of a platform's documentation meet on the wire.
 */
export interface Emulators extends AsyncDisposable {
  url: string
  /** What a channel of the product would be given, to reach a platform here. */
  environment(platform: string): Environment
  /** Asks the person side: `control('telegram', 'people', { firstName: 'Олег' })`. */
  control<Answer = unknown>(
    platform: string,
    path: string,
    body?: object,
    method?: 'PATCH' | 'DELETE',
  ): Promise<Answer>
}

export async function startEmulators(): Promise<Emulators> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-emulators-'))
  const child = spawn(process.execPath, [main], {
    // Its stdin closes with this process, however that ends.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { SANDBOX_PORT: '0', DATA_DIR: folder, OTKLIK_CHILD: '1' },
  })
  const url = await findUrl(createInterface(child.stdout))
  return {
    url,
    environment(platform) {
      const fetch = createPlatformFetch({ allowedHosts: new Set([new URL(url).host]) })
      return testEnvironment(`${url}/${platform}`, { fetch })
    },
    async control(platform, path, body, method) {
      const response = await fetch(`${url}/${platform}/_control/${path}`, {
        method: method ?? (body ? 'POST' : 'GET'),
        headers: { 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      const answer = await response.text()
      if (!response.ok) throw new Error(`${path}: ${answer}`)
      return answer === '' ? undefined : JSON.parse(answer)
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findUrl(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
    if (url) return url
  }
  throw new Error('The emulators did not start')
}
