/** Which stand-in of the sandbox somebody writes through; or the chat on the shop's own pages. */
export type Messenger = 'telegram' | 'vk' | 'edna' | 'viber' | 'max' | 'site'

/** Minutes after the step before it; the first one after the story's own beginning. */
interface After {
  after: number
}

/** One thing that happened. Operators are called by their first names. */
export type Step = After &
  (
    | { says: string }
    /** The customer’s mark, once the question has been asked. */
    | { rates: 1 | 2 | 3 | 4 | 5 }
    | { who: string; does: 'takes' | 'holds' | 'closes' }
    | { who: string; answers: string; fails?: 'recipient-blocked' }
    | { who: string; notes: string }
    | { who: string; gives: string }
    | { who: string; givesBot: string }
    | { who: string; labels: { topic?: string; tags?: string[] } }
    /** Until an hour of the shop, so many days ahead. */
    | { who: string; snoozes: { days: number; hour: number } }
  )

/** When it began: so many minutes ago, or some days ago at an hour of the shop. */
export type Beginning = { minutesAgo: number } | { daysAgo: number; hour: number; minute: number }

export interface Story {
  /** Names it for ever: what was told once is known by it. */
  id: string
  messenger: Messenger
  /** The customer, by their place among the messenger's people, from 1. */
  person: number
  name: string
  phone?: string
  /** Of the shop: where they were when they wrote. */
  page?: { path: string; title: string }
  began: Beginning
  steps: Step[]
  /** What the card holds of them. */
  card?: { isVip?: true; note?: string; tags?: string[] }
}

export const isOpenAtEnd = ({ steps }: Story): boolean =>
  !steps.some((step) => 'does' in step && step.does === 'closes')
