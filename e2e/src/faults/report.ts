import { spawnSync } from 'node:child_process'

import type { Evidence, StoredMessage } from './evidence.ts'
import type { Struck } from './nemesis.ts'
import { type FaultPlan, readMark } from './plan.ts'
import { invariantOf, type Verdict } from './verdict.ts'

export interface FaultRun {
  plan: FaultPlan
  evidence: Evidence
  verdict: Verdict
  struck: Struck
  /** How long the screens were behind when everything was quiet. */
  caughtUpMs: number
  tookMs: { opening: number; striking: number; resting: number }
}

const MOST_SHOWN = 3

/** Zeros mean little without how often it was tried: both are printed. */
export function report({ plan, evidence, verdict, struck, caughtUpMs, tookMs }: FaultRun): string {
  const { brought, replicas } = evidence
  const again = brought.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0)
  const givenUp = brought.filter(({ isGivenUp }) => isGivenUp).length
  const starts = struck.startsMs.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round(starts[Math.floor(share * (starts.length - 1))] ?? 0)
  const isClean = Object.values(verdict).every((cases) => cases.length === 0)
  return [
    `seed ${plan.seed} · commit ${commit()} · ${blowsOf(struck)} · ${plan.peopleEach} people each`,
    `opened in ${inSeconds(tookMs.opening)}, struck for ${inSeconds(tookMs.striking)}, ` +
      `at rest after ${inSeconds(tookMs.resting)}`,
    `in: ${evidence.written.length} written, brought ${again} times more than once, ` +
      `${givenUp} given up by the platform, ${evidence.forged.length} forged`,
    `out: ${evidence.accepted.length} accepted, ${evidence.doubtful} calls of unknown outcome`,
    ...fatesOf(evidence),
    `feed: ${evidence.feed.count} events to ${replicas.length} screens over ` +
      `${replicas.reduce((sum, { connections }) => sum + connections, 0)} connections`,
    `start after a kill: median ${at(0.5)} ms, longest ${at(1)} ms; ` +
      `screens caught up in ${Math.round(caughtUpMs)} ms`,
    ...Object.entries(verdict).map(([promise, cases]) => {
      const shown = cases.length > 0 ? `   ${cases.slice(0, MOST_SHOWN).join(', ')}` : ''
      return `${String(cases.length).padStart(6)}  ${invariantOf(promise).padEnd(7)}${promise}${shown}`
    }),
    ...(isClean ? boundsOf(struck) : []),
  ].join('\n')
}

const inSeconds = (ms: number) => `${Math.round(ms / 1000)} s`

const commit = () =>
  spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout?.trim() || 'none'

/** What became of the replies, at each platform. */
function fatesOf({ stored }: Evidence): string[] {
  const replies = stored.filter(({ author_type }) => author_type === 'operator')
  const where = ({ text }: StoredMessage) => readMark(text)?.person.split(':')[0] ?? 'nowhere'
  return [...Map.groupBy(replies, where)].map(([platform, here]) => {
    const fates = [...Map.groupBy(here, ({ status }) => status ?? 'none')]
    return `  ${platform}: ${fates.map(([fate, list]) => `${list.length} ${fate}`).join(', ')}`
  })
}

/** Of all blows together, and of each kind. */
function boundsOf({ counts }: Struck): string[] {
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const kinds = [...counts].map(([blow, count]) => `${blow} ${boundOf(count)}`).join(', ')
  return [
    `nothing broken in n = ${n} blows; with 95 % certainty the share that breaks anything: ${boundOf(n)}`,
    ...(counts.size > 1 ? [`  of each kind: ${kinds}`] : []),
  ]
}

/** The rule of three: nothing seen in n tries leaves this much room. */
const boundOf = (n: number) =>
  n <= 3 ? `unknown (n = ${n})` : `below 3/n = ${(300 / n).toFixed(1)} %`

function blowsOf({ counts, unsyncedWrites }: Struck): string {
  const blows = [...counts].map(([blow, count]) => `${count} × ${blow}`).join(', ')
  return unsyncedWrites > 0 ? `${blows} (${unsyncedWrites} unsynced writes at stake)` : blows
}
