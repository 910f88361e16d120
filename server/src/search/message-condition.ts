import type { messageSearchQuery } from '@otklik/protocol'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Reader } from '../contacts/index.ts'

export type MessageQuery = z.output<typeof messageSearchQuery>

interface Given {
  reader: Reader
  query: MessageQuery
  values: unknown[]
}

/**
 * What has to be so of a hit `s` in its conversation `c`, beside the words. Adds what it compares
 * with to `values`.
 */
export function conditionOf({ reader, query, values }: Given): string {
  const parts = [visibleTo(reader, values)]
  const add = (condition: (value: string) => string, value: unknown) => {
    if (value !== undefined) parts.push(condition(`$${values.push(value)}`))
  }
  add((value) => `c.channel_id = ${value}`, query.channelId)
  add((value) => `c.operator_id = ${value}`, query.operatorId)
  add((value) => `${value}::uuid = any (c.concerns)`, query.teamId)
  add((value) => `c.state ->> 'topic' = ${value}`, query.topic)
  add((value) => `c.state -> 'tags' ? ${value}`, query.tag)
  add((value) => `s.has_file = ${value}`, query.hasFile)
  add((value) => `s.at >= ${value}`, query.since)
  add((value) => `s.at < ${value}`, query.until)
  if (query.status) parts.push(`c.status ${query.status === 'closed' ? '=' : '<>'} 'closed'`)
  return parts.join(' and ')
}

export interface Place {
  at: string
  id: string
}

/** What a page ends with, so that the next one goes on behind it. */
export function placeFrom(text: string | undefined): Place | undefined {
  const [at = '', id = ''] = (text ?? '').split('_')
  // As it was told: what only looks so, the database would refuse.
  const isWhole = isMoment(at) && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
  return isWhole ? { at, id } : undefined
}

const isMoment = (text: string): boolean =>
  /^[12]\d{3}-/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString() === text

export const textOfPlace = ({ at, id }: Place): string => `${at}_${id}`

const WEEK_MS = 7 * 24 * 3600_000

/** Weeks as the index counts them, since 1970. */
export const weekOf = (at: Date): number => Math.floor(at.getTime() / WEEK_MS)

/** All weeks from the last one to the first, backwards. */
export function weeksBack({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => to - n)
}
