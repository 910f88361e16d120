import type { Environment, Finding } from '../contract.ts'
import { ChannelError } from '../errors.ts'

/** https://developers.viber.com/docs/api/rest-bot-api/#error-codes */
const FREE_MESSAGES_EXCEEDED = '23'

/** Free messages are counted by calendar month. */
const monthOf = (at: Date): string => at.toISOString().slice(0, 7)

/** One message says it, and concerns all that would be written first: told on the channel's page. */
export async function learnFrom(error: unknown, environment: Environment): Promise<void> {
  if (!(error instanceof ChannelError) || error.code !== FREE_MESSAGES_EXCEEDED) return
  const month = monthOf(new Date())
  if (environment.memory.freeMessagesGoneIn === month) return
  // It only helps: the message is refused either way.
  await environment.remember({ freeMessagesGoneIn: month }).catch(() => {})
}

export const inspect = async ({ memory }: Environment): Promise<Finding[]> =>
  memory.freeMessagesGoneIn === monthOf(new Date()) ? [freeMessagesGone] : []

const freeMessagesGone: Finding = {
  code: 'free-messages-gone',
  severity: 'limits',
  words: {
    ru: 'Бесплатные сообщения этого месяца закончились: Viber принимает только ответы в течение суток после вопроса. Писать первыми получится в следующем месяце или по платному тарифу Viber',
    en: 'This month’s free messages are used up: Viber takes only answers within a day of a question. Writing first works again next month, or with a paid plan of Viber',
  },
}
