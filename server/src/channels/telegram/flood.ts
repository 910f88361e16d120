/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const TOGETHER_MS = 1000

/**
 * Telegram limits each chat and the bot as a whole, and does not say which limit was met. Two chats
 * refused within a second mean the bot.
 */
export class FloodWatch {
  #last: { chat: string | undefined; at: number } | undefined

  pauses(chat: string | undefined, now: number): 'lane' | 'channel' {
    const last = this.#last
    this.#last = { chat, at: now }
    if (chat === undefined) return 'channel'
    return last && last.chat !== chat && now - last.at < TOGETHER_MS ? 'channel' : 'lane'
  }
}
