import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { Order, Result, Setup } from './orders.ts'

export interface Load {
  /** Resolves when everything that was written has been pushed. */
  put(order: Order): Promise<Result>
  end(): void
}

export async function openLoad(setup: Setup): Promise<Load> {
  const script = fileURLToPath(new URL('generator.ts', import.meta.url))
  const child = fork(script, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  child.once('exit', (code) => {
    if (code) throw new Error(`the load generator ended with ${code}`)
  })
  child.send(setup)
  await once(child, 'message')
  return {
    async put(order) {
      child.send(order)
      const [result] = (await once(child, 'message')) as [Result]
      return result
    },
    end: () => void child.kill(),
  }
}
