import type { Evidence } from './evidence.ts'
import { RETRY_AFTER_S } from './rules.ts'
import type { Verdict } from './verdict.ts'

/** These say how long they want to be left alone; the others only that they do. */
const outspoken = ['telegram']
/** Moments are kept in whole milliseconds, and a timer may be one early. */
const SLACK_MS = 10

/** What nobody outside sees at once: who looks after what, and what is left in logs. */
export function checkOurselves(evidence: Evidence): Verdict {
  const { conversations, putOff, administered, equalVersions, forged, health } = evidence
  const { changes, entries } = administered
  return {
    'forged, and taken': forged.filter((status) => status < 400).map(String),
    'looked after by nobody': conversations
      .filter(({ isLookedAfter }) => !isLookedAfter)
      .map(({ number }) => `${number}`),
    'due, and not done': conversations
      .filter(({ isOverdue }) => isOverdue)
      .map(({ number }) => `${number}`),
    'two states of one version': equalVersions === 0 ? [] : [`${equalVersions}`],
    'called again before it was asked for': putOff
      .filter(({ platform }) => outspoken.includes(platform))
      .filter(({ pauseMs }) => pauseMs < RETRY_AFTER_S * 1000 - SLACK_MS)
      .map(({ part_id, pauseMs }) => `${part_id} after ${Math.round(pauseMs)} ms`),
    'changes without an entry': changes === entries ? [] : [`${changes} and ${entries}`],
    'mistakes in the log': health.mistakes,
    'mistakes in answers': health.refusals,
    'secrets in plain words': health.leaks,
  }
}
