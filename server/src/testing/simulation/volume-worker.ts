import { parentPort } from 'node:worker_threads'

import { runSeed } from './run.ts'

/** Seeds to play, from the first of them on. */
export interface Block {
  from: number
  count: number
}

export interface Played {
  steps: number
  broken: { seed: number; why: string }[]
}

parentPort?.on('message', ({ from, count }: Block) => {
  const played: Played = { steps: 0, broken: [] }
  for (let seed = from; seed < from + count; seed++) {
    try {
      played.steps += runSeed(seed)
    } catch (error) {
      played.broken.push({ seed, why: String((error as Error).cause ?? error) })
    }
  }
  parentPort?.postMessage(played)
})
