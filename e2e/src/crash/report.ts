import type { Verdict } from './check.ts'
import type { Evidence, StoredMessage } from './evidence.ts'
import { type CrashPlan, readMark } from './plan.ts'

export interface CrashRun {
  plan: CrashPlan
  evidence: Evidence
  verdict: Verdict
  startsMs: number[]
  tookMs: number
}

const MOST_SHOWN = 3

/** Zeros mean little without how often it was tried: both are printed. */
export function report({ plan, evidence, verdict, startsMs, tookMs }: CrashRun): string {
  const { brought, replicas } = evidence
  const again = brought.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0)
  const givenUp = brought.filter(({ isGivenUp }) => isGivenUp).length
  const starts = startsMs.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round(starts[Math.floor(share * (starts.length - 1))] ?? 0)
  const isClean = Object.values(verdict).every((cases) => cases.length === 0)
  return [
    `seed ${plan.seed} · ${plan.kills} kills -9 in ${Math.round(tookMs / 1000)} s · ` +
      `${plan.peopleEach} people each`,
    `in: ${evidence.written.length} written, brought ${again} times more than once, ` +
      `${givenUp} given up by the platform`,
    `out: ${evidence.accepted.length} accepted`,
    ...fatesOf(evidence),
    `feed: ${evidence.feed.count} events to ${replicas.length} screens over ` +
      `${replicas.reduce((sum, { connections }) => sum + connections, 0)} connections`,
    `start after a kill: median ${at(0.5)} ms, longest ${at(1)} ms`,
    ...Object.entries(verdict).map(([promise, cases]) => {
      const shown = cases.length > 0 ? `   ${cases.slice(0, MOST_SHOWN).join(', ')}` : ''
      return `${String(cases.length).padStart(6)}  ${promise}${shown}`
    }),
    ...(isClean ? [boundOf(plan.kills)] : []),
  ].join('\n')
}

/** What became of the replies, at each platform. */
function fatesOf({ stored }: Evidence): string[] {
  const replies = stored.filter(({ author_type }) => author_type === 'operator')
  const where = ({ text }: StoredMessage) => readMark(text)?.person.split(':')[0] ?? 'nowhere'
  return [...Map.groupBy(replies, where)].map(([platform, here]) => {
    const fates = [...Map.groupBy(here, ({ status }) => status ?? 'none')]
    return `  ${platform}: ${fates.map(([fate, list]) => `${list.length} ${fate}`).join(', ')}`
  })
}

/** The rule of three: nothing seen in n tries leaves this much room. */
function boundOf(kills: number): string {
  const percent = ((3 / kills) * 100).toFixed(1)
  return `nothing broken in n = ${kills} kills: with 95 % certainty fewer than 3/n = ${percent} % of kills break anything`
}
