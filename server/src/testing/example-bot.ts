import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

import { atEnd } from './at-end.ts'

const file = fileURLToPath(new URL('../../../docs/examples/bot/bot.mjs', import.meta.url))

/** The bot that is given away as an example: a process of its own, which can be killed. */
export interface ExampleBot {
  url: string
  start(secret: string): Promise<void>
  kill(): Promise<void>
}

export async function exampleBot(): Promise<ExampleBot> {
  const port = await freePort()
  let child: ChildProcess | undefined
  const bot: ExampleBot = {
    url: `http://127.0.0.1:${port}/`,
    async start(secret) {
      // Time is virtual here, and the bot's own is not.
      const env = { SECRET: secret, PORT: String(port), TOLERANCE_S: 'Infinity' }
      child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout!, 'data')
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
  atEnd(() => bot.kill())
  return bot
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
