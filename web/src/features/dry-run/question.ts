import type { DryRunRequest } from '@otklik/protocol/settings'

export const writesChoices = { once: 0, 'ten-minutes': 600, hour: 3600, day: 86_400 } as const
export const operatorsChoices = {
  nothing: { do: 'nothing' },
  minute: { do: 'answer', afterS: 60 },
  'five-minutes': { do: 'answer', afterS: 300 },
  hour: { do: 'answer', afterS: 3600 },
  close: { do: 'close', afterS: 300 },
} as const
export const onLineChoices = ['everybody', 'as-now', 'nobody'] as const

/** What is asked: a moment, and how the customer and we behave. */
export interface Question {
  /** 1 is Monday; `date` takes the place of a weekday. */
  weekday: number
  date: string | undefined
  time: string
  writes: keyof typeof writesChoices
  operators: keyof typeof operatorsChoices
  onLine: (typeof onLineChoices)[number]
  isBotUnavailable: boolean
  channelId: string | undefined
}

const sundayNight: Question = {
  weekday: 7,
  date: undefined,
  time: '23:40',
  writes: 'once',
  operators: 'five-minutes',
  onLine: 'everybody',
  isBotUnavailable: false,
  channelId: undefined,
}

let remembered = sundayNight

/** The last question, for as long as the page is open. */
export const lastQuestion = (): Question => remembered

export function rememberQuestion(question: Question): void {
  remembered = question
}

export function toRequest(
  question: Question,
  channelId: string,
  edited: DryRunRequest['edited'],
): DryRunRequest {
  const again = writesChoices[question.writes]
  return {
    channelId,
    day: question.date ?? question.weekday,
    time: question.time,
    customerWritesS: again > 0 ? [0, again] : [0],
    operators: operatorsChoices[question.operators],
    onLine: question.onLine,
    isBotUnavailable: question.isBotUnavailable,
    ...(edited && { edited }),
  }
}
