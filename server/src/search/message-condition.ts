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
  const isWhole = !Number.isNaN(Date.parse(at)) && /^[\da-f-]{36}$/.test(id)
  return isWhole ? { at, id } : undefined
}

export const textOfPlace = ({ at, id }: Place): string => `${at}_${id}`

/** Months as they are stored: 202611. */
export function monthOf(at: Date): number {
  return at.getUTCFullYear() * 100 + at.getUTCMonth() + 1
}

/** All months from the last one to the first, backwards. */
export function monthsBack({ from, to }: { from: number; to: number }): number[] {
  const count = (month: number) => Math.floor(month / 100) * 12 + (month % 100) - 1
  return Array.from({ length: Math.max(0, count(to) - count(from) + 1) }, (_, n) => {
    const month = count(to) - n
    return Math.floor(month / 12) * 100 + (month % 12) + 1
  })
}
