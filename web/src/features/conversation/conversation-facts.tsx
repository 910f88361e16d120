import type { Conversation } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import {
  isOfferedTo,
  isUnanswered,
  isWaiting,
  SlaChip,
  usePlace,
  WaitingTime,
} from '../conversations/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import styles from './conversation-head.module.css'

/** Under the name: where it came from, who has it, and whether it is put off. */
export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const formats = useFormats()
  const channel = useChannelTitle(conversation.channelId)
  const me = useSession().operator.id
  const holder = useFeedState((state) => state.operators.get(conversation.operatorId ?? '')?.name)
  const place = usePlace(conversation)
  const isHeldByOther = conversation.status === 'assigned' && conversation.operatorId !== me
  return (
    <p className={styles.facts}>
      <ChannelGlyph channelId={conversation.channelId} />
      <span className={styles.channel}>{channel}</span>
      <span className={styles.number}>
        · {words.conversation.number(formats.number(conversation.number))}
      </span>
      {isHeldByOther && holder ? (
        <span className={styles.holder}>· {words.conversation.heldBy(holder)}</span>
      ) : null}
      {isWaiting(conversation) && !isOfferedTo(conversation, me) ? (
        <span className={styles.holder}>· {place || words.conversation.inQueue}</span>
      ) : null}
      {conversation.status === 'bot' && conversation.bot ? (
        <span className={styles.bot}>
          · <Icon name="bot" size={14} />
          <span className={styles.botName}>
            {words.conversation.withBot(conversation.bot.name)}
          </span>
        </span>
      ) : null}
      <Pause conversation={conversation} />
      <SlaChip conversation={conversation} isCalm />
      {conversation.closedAt ? (
        <span className={styles.holder}>
          · {words.conversation.closedAt(formats.moment(new Date(conversation.closedAt)))}
        </span>
      ) : null}
      {isUnanswered(conversation) && conversation.waitingSince ? (
        <span className={styles.waiting}>
          · {words.conversation.waiting}{' '}
          <WaitingTime since={conversation.waitingSince} teamId={conversation.teamId} />
        </span>
      ) : null}
    </p>
  )
}

function Pause({ conversation }: { conversation: Conversation }) {
  const { pause } = useWords()
  const formats = useFormats()
  const { snoozedUntil, heldSince } = conversation
  const until = useServerTime((now) =>
    snoozedUntil ? pause.snoozedUntil(formats.soon(new Date(snoozedUntil), new Date(now))) : '',
  )
  if (!until && !heldSince) return null
  return <span className={styles.pause}>· {until || pause.held}</span>
}
