import type { Case } from './count-life.ts'
import type { LocalTime } from './local-time.ts'
import { type Measure, measures } from './measures.ts'

/** Cases of one kind on one day, of one conversation. */
export interface Fact {
  measure: Measure
  bucket: number
  /** Of those that the load by hours is made of; −1 of all others. */
  hour: number
  operatorId: string | null
  teamId: string | null
  botId: string | null
  count: number
  total: number
}

/** What a conversation is, as reports are cut by. */
export interface Labels {
  channelId: string
  topic: string
  tags: readonly string[]
  source: string
}

/** A row of `report_facts`. */
export interface DayOfFacts extends Labels {
  conversationId: string
  day: string
  facts: Fact[]
}

const withHours: readonly Measure[] = [measures.opened, measures.incoming]

/** The same cases, those of one day and kind together. */
export function gatherFacts(
  cases: readonly Case[],
  { conversationId, labels, time }: { conversationId: string; labels: Labels; time: LocalTime },
): DayOfFacts[] {
  const days = new Map<string, Map<string, Fact>>()
  for (const each of cases) {
    const { day, hour } = time.of(each.at)
    const { measure, bucket, amount, operatorId, teamId, botId } = each
    const fact: Fact = {
      ...{ measure, bucket, hour: withHours.includes(measure) ? hour : -1 },
      ...{ operatorId: operatorId ?? null, teamId: teamId ?? null, botId: botId ?? null },
      ...{ count: 1, total: amount },
    }
    const kinds = days.get(day) ?? new Map<string, Fact>()
    days.set(day, kinds)
    const known = kinds.get(nameOf(fact))
    if (known) {
      known.count++
      known.total += amount
    } else kinds.set(nameOf(fact), fact)
  }
  return [...days].map(([day, kinds]) => ({
    conversationId,
    day,
    ...labels,
    facts: [...kinds.values()],
  }))
}

const nameOf = ({ measure, bucket, hour, operatorId, teamId, botId }: Fact): string =>
  [measure, bucket, hour, operatorId, teamId, botId].join(' ')
