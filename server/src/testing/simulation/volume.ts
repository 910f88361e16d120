/**
 * `npm run bench -- simulation [--steps 200000000] [--from 100000] [--workers 2]`: plays so many steps
 * of random companies on all processors, first of those that broke a promise once. A seed that breaks
 * one is added to them, in seeds.json, which every test run plays.
 */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'

import type { Block, Played } from './volume-worker.ts'

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string', default: '200000000' },
    from: { type: 'string', default: '100000' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const BLOCK = 50
const SAY_EVERY_MS = 60_000

const steps = Number(options.steps)
const first = Number(options.from)
const startedAt = performance.now()
const file = new URL('./seeds.json', import.meta.url)
const known: number[] = JSON.parse(readFileSync(file, 'utf8'))
const total = { steps: 0, seeds: 0, broken: 0 }
const kept = known.map((seed) => ({ from: seed, count: 1 }))
let next = first

const timer = setInterval(say, SAY_EVERY_MS)
await Promise.all(Array.from({ length: Number(options.workers) }, work))
clearInterval(timer)
say()
if (total.broken > 0) process.exitCode = 1

/** One processor's share: whoever is done gets the next block. */
async function work(): Promise<void> {
  const worker = new Worker(new URL('./volume-worker.ts', import.meta.url))
  for (let block = nextBlock(); block; block = nextBlock()) {
    worker.postMessage(block)
    const [played] = (await once(worker, 'message')) as [Played]
    total.steps += played.steps
    total.seeds += block.count
    for (const { seed, why } of played.broken) keep(seed, why)
  }
  await worker.terminate()
}

function nextBlock(): Block | undefined {
  const again = kept.shift()
  if (again || total.steps >= steps) return again
  next += BLOCK
  return { from: next - BLOCK, count: BLOCK }
}

function keep(seed: number, why: string): void {
  total.broken++
  console.log(`seed ${seed}: ${why}`)
  if (known.includes(seed)) return
  known.push(seed)
  writeFileSync(file, `[${known.join(', ')}]\n`)
}

function say(): void {
  const seconds = (performance.now() - startedAt) / 1000
  const rate = Math.round(total.steps / seconds)
  console.log(
    `${total.steps} steps of ${total.seeds} seeds, from ${first} to ${next - 1}, in ` +
      `${Math.round(seconds)} s: ${rate} a second, ${total.broken} broke a promise`,
  )
}
