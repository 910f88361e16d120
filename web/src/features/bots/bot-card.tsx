import type { Bot } from '@otklik/protocol/settings'
import { useId } from 'react'

import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats } from '../../words/index.ts'
import styles from './bot-list.module.css'
import { BotMenu } from './bot-menu.tsx'
import { BotState, BotTrouble } from './bot-state.tsx'
import { useChannelNames } from './use-channel-names.ts'

/** One colleague: who it is, how it is, where it is chosen, what it holds. */
export function BotCard({ bot }: { bot: Bot }) {
  const { list: words } = useBotWords()
  const id = useId()
  const channels = useChannelNames(bot)
  return (
    <li>
      <article className={styles.card} aria-labelledby={id}>
        <header className={styles.head}>
          <Icon name="bot" size={20} className={styles.mark} />
          <h2 id={id} className={styles.title} title={bot.name}>
            {bot.name}
          </h2>
          <BotState bot={bot} />
        </header>
        <BotTrouble bot={bot} />
        <div className={styles.facts}>
          <p>
            {words.kinds[bot.kind]}
            {' · '}
            {bot.holds > 0 ? words.holds(bot.holds) : words.holdsNone}
          </p>
          {channels.receiver ? <p>{words.receives(channels.receiver)}</p> : null}
          {channels.offHours ? <p>{words.offHours(channels.offHours)}</p> : null}
          {channels.all ? null : <p>{words.unused}</p>}
        </div>
        <p className={styles.quiet}>
          {bot.kind === 'webhook' ? bot.url : <PublishedState bot={bot} />}
        </p>
        <footer className={styles.foot}>
          <ButtonLink
            to="/bots/$botId"
            params={{ botId: bot.id }}
            variant="default"
            size="xs"
            aria-label={words.openOf(bot.name)}
          >
            {words.open}
          </ButtonLink>
          <BotMenu bot={bot} />
        </footer>
      </article>
    </li>
  )
}

function PublishedState({ bot: { published, isDraftAhead } }: { bot: Bot }) {
  const { list: words } = useBotWords()
  const formats = useFormats()
  if (!published) return words.neverPublished
  const at = words.publishedAt(formats.moment(new Date(published.at)))
  return isDraftAhead ? `${at}. ${words.isAhead}` : at
}
