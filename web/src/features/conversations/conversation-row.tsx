import type { Conversation } from '@otklik/protocol'
import { type MouseEvent, memo } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { VipMark } from '../../ui/vip-mark.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useDraftText } from '../drafts/index.ts'
import { useFeedState, useHints, useServerTime } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { StatusTick } from '../transcript/status-tick.tsx'
import styles from './conversation-row.module.css'
import { isAside, isUnanswered } from './folder.ts'
import { previewOf } from './preview.ts'
import { SlaChip, useSlaShown } from './sla-chip.tsx'
import { normOf, urgencyOf } from './waiting.ts'
import { WaitingTime } from './waiting-time.tsx'
import { useWindowLeft, WindowLeft } from './window-left.tsx'

interface ConversationRowProps {
  conversation: Conversation
  isSelected: boolean
  isFocusable: boolean
  /** Counted from 0 among all rows, drawn or not. */
  position: number
  size: number
  /** Among those acted on together; undefined while there are none. */
  isMarked: boolean | undefined
  onChoose: (id: string, event: MouseEvent) => void
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, isSelected, isFocusable, position, size, isMarked, onChoose } = props
  const { list, transcript } = useWords()
  const { operator } = useSession()
  const draft = useDraftText(conversation.id)
  const isTyping = useHints(({ contactTyping }) => contactTyping.has(conversation.id))
  const preview = previewOf(conversation, {
    list,
    failures: transcript.shortFailures,
    isTyping,
    me: operator.id,
    draft: isSelected ? '' : draft,
  })
  const isWaiting = isUnanswered(conversation)
  const unread = unreadOf(conversation)
  const isOurs = !conversation.closedAt && conversation.status !== 'bot'
  const windowLeft = useWindowLeft(isOurs ? conversation.replyUntil : undefined)
  return (
    // Keys are handled by the listbox, which owns the focus of all its rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      role="option"
      tabIndex={isFocusable ? 0 : -1}
      className={styles.row}
      data-id={conversation.id}
      data-unanswered={isWaiting || undefined}
      data-leaving={conversation.status === 'closing' || undefined}
      aria-selected={isSelected}
      aria-posinset={position + 1}
      aria-setsize={size}
      aria-label={useRowName(conversation, preview.text, windowLeft)}
      aria-checked={isMarked}
      onClick={(event) => onChoose(conversation.id, event)}
      onMouseDown={(event) => {
        // A range is chosen, not the text of the rows.
        if (event.shiftKey) event.preventDefault()
      }}
    >
      <Avatar name={conversation.contact.name} className={styles.avatar}>
        <span className={styles.glyph}>
          <ChannelGlyph channelId={conversation.channelId} />
        </span>
        {isMarked ? (
          <span className={styles.mark}>
            <Icon name="check" />
          </span>
        ) : null}
      </Avatar>
      <div className={styles.lines}>
        <div className={styles.line}>
          <span className={styles.name} title={conversation.contact.name}>
            {conversation.contact.name}
          </span>
          {conversation.contact.isVip ? <VipMark /> : null}
          <Moment conversation={conversation} isWaiting={isWaiting} />
        </div>
        <div className={styles.line}>
          <span className={styles.preview} data-tone={preview.tone}>
            {preview.text}
          </span>
          <SlaChip conversation={conversation} />
          {windowLeft > 0 ? (
            <WindowLeft left={windowLeft} />
          ) : unread > 0 && !isSelected ? (
            <span className={styles.unread}>{unread}</span>
          ) : null}
        </div>
      </div>
    </div>
  )
})

function Moment({ conversation, isWaiting }: { conversation: Conversation; isWaiting: boolean }) {
  const formats = useFormats()
  const { list, pause } = useWords()
  const { lastMessage, snoozedUntil, heldSince } = conversation
  const at = conversation.closedAt ?? lastMessage?.at ?? conversation.openedAt
  const shown = useServerTime((now) => formats.shortMoment(new Date(at), new Date(now)))
  const until = useServerTime((now) =>
    snoozedUntil ? pause.until(formats.soon(new Date(snoozedUntil), new Date(now))) : '',
  )
  const held = useServerTime((now) =>
    heldSince ? formats.duration(now - Date.parse(heldSince)) : '',
  )
  if (conversation.status === 'closing') return <span className={styles.time}>{list.closing}</span>
  if (isAside(conversation)) {
    return (
      <span className={styles.time} title={until ? undefined : pause.held}>
        <Icon name={until ? 'clock' : 'pause'} size={14} />
        {until || held}
      </span>
    )
  }
  if (isWaiting && conversation.waitingSince) {
    return <WaitingTime since={conversation.waitingSince} teamId={conversation.teamId} />
  }
  const isOurs = lastMessage && lastMessage.author.type !== 'contact'
  return (
    <span className={styles.time}>
      {isOurs && lastMessage.status && lastMessage.status !== 'failed' ? (
        <StatusTick status={lastMessage.status} isQuiet />
      ) : null}
      <time dateTime={at}>{shown}</time>
    </span>
  )
}

/** «Марина Ковалёва, …, ждёт ответа 6 минут, дольше нормы. А подъём на 4 этаж…» */
function useRowName(conversation: Conversation, preview: string, windowLeft: number): string {
  const formats = useFormats()
  const { list, conversation: words } = useWords()
  const channel = useChannelTitle(conversation.channelId)
  const { contact, waitingSince, status, bot } = conversation
  const unread = unreadOf(conversation)
  const norm = useFeedState(({ teams }) => normOf(teams, conversation.teamId))
  const waits = useServerTime((now) => {
    if (!isUnanswered(conversation) || !waitingSince) return ''
    const waited = now - Date.parse(waitingSince)
    const spoken = formats.spokenDuration(waited)
    return urgencyOf(waited, norm) === 'danger' ? list.waitsTooLong(spoken) : list.waits(spoken)
  })
  const promised = useSlaShown(conversation)?.spoken ?? ''
  const window = windowLeft > 0 ? list.windowLeft(formats.spokenDuration(windowLeft)) : ''
  const held = status === 'bot' && bot ? words.withBot(bot.name) : ''
  const vip = contact.isVip ? list.vip : ''
  const facts = [
    contact.name,
    vip,
    channel,
    waits,
    promised,
    held,
    window,
    unread > 0 ? list.unread(unread) : '',
  ]
  return `${facts.filter(Boolean).join(', ')}. ${preview}`
}

/** What a bot has been told it reads itself. */
const unreadOf = ({ status, unread }: Conversation): number => (status === 'bot' ? 0 : unread)
