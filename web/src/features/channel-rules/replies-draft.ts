import type { AutoReply } from '@otklik/protocol/settings'

import { codePoints } from '../../ui/code-points.ts'
import { isSame } from '../editing/draft.ts'
import { numberOf } from './rules-draft.ts'

export type DelayUnit = 'seconds' | 'minutes' | 'hours'

/** One automatic reply as the form holds it. */
export interface ReplyDraft {
  /** For the screen alone: a new one has no id yet. */
  key: string
  id?: string | undefined
  text: string
  delay: string
  unit: DelayUnit
}

const secondsIn = { seconds: 1, minutes: 60, hours: 3600 } as const
const longestDelayS = 86_400
const longestText = 1000
export const MOST_REPLIES = 20

/** A reply of an edit: a new one has no id yet. */
export type ProposedReply = Omit<AutoReply, 'id'> & { id?: string | undefined }

export function replyDrafts(replies: readonly ProposedReply[]): ReplyDraft[] {
  return replies.map(({ id, text, delayS }, index) => {
    const unit = largestUnit(delayS)
    return { key: id ?? `new ${index}`, id, text, unit, delay: String(delayS / secondsIn[unit]) }
  })
}

/** «2 ч», not «7200 с». */
export function largestUnit(delayS: number): DelayUnit {
  if (delayS > 0 && delayS % 3600 === 0) return 'hours'
  return delayS > 0 && delayS % 60 === 0 ? 'minutes' : 'seconds'
}

/** How much later the next one is, by the unit of the latest. */
const stepS = { seconds: 30, minutes: 300, hours: 3600 } as const

/** The next one: a minute where the list is empty, else later than all of them. */
export function nextReply(replies: readonly ReplyDraft[], key: string): ReplyDraft {
  const taken = replies.map(delayOf).filter((delay) => typeof delay === 'number')
  if (taken.length === 0) return { key, text: '', delay: '1', unit: 'minutes' }
  const latest = Math.max(...taken)
  const delayS = Math.min(longestDelayS, latest + stepS[largestUnit(latest)])
  const unit = largestUnit(delayS)
  return { key, text: '', delay: String(delayS / secondsIn[unit]), unit }
}

export function repliesRequest(replies: readonly ReplyDraft[]) {
  return replies.map((reply) => ({
    ...(reply.id !== undefined && { id: reply.id }),
    text: reply.text,
    delayS: delayOf(reply),
  }))
}

/** What is the same to a customer is no change: the order on the screen, minutes for seconds. */
export function haveRepliesChanged(
  stored: readonly ReplyDraft[],
  typed: readonly ReplyDraft[],
): boolean {
  const plain = (replies: readonly ReplyDraft[]) =>
    repliesRequest(replies).map(({ text, ...rest }) => ({ ...rest, text: text.trim() }))
  return !isSame(plain(stored), plain(typed))
}

export type ReplyProblem =
  | { code: 'required' | 'wrong-delay' | 'same-delay' }
  | { code: 'too-long'; limit: number; excess: number }

/** By the path within the list: `1.delayS`. */
export function replyProblems(replies: readonly ReplyDraft[]): Record<string, ReplyProblem> {
  const problems: Record<string, ReplyProblem> = {}
  const taken = new Set<number>()
  for (const [index, reply] of replies.entries()) {
    const length = codePoints(reply.text)
    if (length === 0) problems[`${index}.text`] = { code: 'required' }
    if (length > longestText) {
      const excess = length - longestText
      problems[`${index}.text`] = { code: 'too-long', limit: longestText, excess }
    }
    const delayS = delayOf(reply)
    if (typeof delayS !== 'number' || delayS < 0 || delayS > longestDelayS) {
      problems[`${index}.delayS`] = { code: 'wrong-delay' }
    } else if (taken.has(delayS)) problems[`${index}.delayS`] = { code: 'same-delay' }
    else taken.add(delayS)
  }
  return problems
}

function delayOf({ delay, unit }: ReplyDraft): number | string {
  const value = numberOf(delay)
  return typeof value === 'number' ? value * secondsIn[unit] : value
}
