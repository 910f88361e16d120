import { Button } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { memo } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { VipMark } from '../../ui/vip-mark.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import type { ConversationActs } from '../conversation/index.ts'
import {
  isAside,
  isWaiting,
  mayAccept,
  mayClose,
  mayTake,
  mayTransfer,
  previewOf,
  usePlace,
  WaitingTime,
} from '../conversations/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import { StatusMark } from '../presence/index.ts'
import { useSession } from '../session/index.ts'
import styles from './queue-table.module.css'

interface QueueRowProps {
  conversation: Conversation
  acts: ConversationActs
  onTransfer: () => void
}

export const QueueRow = memo(function QueueRow({ conversation, acts, onTransfer }: QueueRowProps) {
  const { queue: words } = useWords()
  const navigate = useNavigate()
  const session = useSession()
  const channel = useChannelTitle(conversation.channelId)
  const team = useFeedState((state) => state.teams.get(conversation.teamId ?? '')?.name)
  const { id, contact } = conversation
  const address = { to: '/conversations/$conversationId', params: { conversationId: id } } as const
  const mayReassign = session.permissions.includes('conversations.reassign')
  const holder = useFeedState((state) => state.operators.get(conversation.operatorId ?? ''))
  const isHeld = conversation.status === 'assigned'
  const takeName =
    isHeld && holder
      ? words.takeOverNamed(contact.name, holder.name)
      : words.takeNamed(contact.name)
  return (
    // The link in it is for the keyboard; the row is the same link, made wider for the pointer.
    <tr
      className={styles.row}
      data-escalated={conversation.escalatedAt ? true : undefined}
      onClick={(event) => {
        if (!(event.target as Element).closest('a, button')) void navigate(address)
      }}
    >
      <td className={styles.customer}>
        <span className={styles.who}>
          <span title={channel} className={styles.glyph}>
            <ChannelGlyph channelId={conversation.channelId} />
          </span>
          <Link {...address} className={styles.name} title={contact.name}>
            {contact.name}
            <span className={unseen.text}>, {channel}</span>
          </Link>
          {contact.isVip ? <VipMark /> : null}
          {conversation.escalatedAt && mayReassign && isWaiting(conversation) ? (
            <span className={styles.alarm} title={words.escalated}>
              <Chip tone="warn">
                <Icon name="warning" size={14} />
                <span className={styles.told}>{words.escalated}</span>
              </Chip>
            </span>
          ) : null}
        </span>
      </td>
      <td className={styles.waits}>
        <Wait conversation={conversation} />
      </td>
      <td className={styles.wide} title={team}>
        {team ?? <span className={styles.none}>{words.noTeam}</span>}
      </td>
      <td className={styles.holder}>
        <Holder conversation={conversation} />
      </td>
      <td className={styles.preview}>
        <Preview conversation={conversation} />
      </td>
      <td className={styles.acts}>
        <span className={styles.buttons}>
          {mayAccept(conversation, session) || mayTake(conversation, session) ? (
            <Button
              size="xs"
              variant="default"
              aria-label={takeName}
              title={takeName}
              onClick={() => acts.take(id, () => void navigate(address))}
            >
              {isHeld ? words.takeOver : words.take}
            </Button>
          ) : null}
          {mayTransfer(conversation, session) ? (
            <IconButton
              icon="transfer"
              label={words.transferNamed(contact.name)}
              onClick={onTransfer}
            />
          ) : null}
          {mayClose(conversation, session) ? (
            <IconButton
              icon="ban"
              label={words.spamNamed(contact.name)}
              onClick={() => acts.closeAsSpam(id)}
            />
          ) : null}
        </span>
      </td>
    </tr>
  )
})

function Wait({ conversation }: { conversation: Conversation }) {
  const { queue: words, pause } = useWords()
  const formats = useFormats()
  const { snoozedUntil, heldSince, owes, waitingSince } = conversation
  const until = useServerTime((now) =>
    snoozedUntil ? pause.until(formats.soon(new Date(snoozedUntil), new Date(now))) : '',
  )
  const held = useServerTime((now) =>
    heldSince ? formats.duration(now - Date.parse(heldSince)) : '',
  )
  if (isAside(conversation)) {
    return (
      <span className={styles.aside} title={until ? undefined : pause.held}>
        <Icon name={until ? 'clock' : 'pause'} size={14} />
        {until || held}
      </span>
    )
  }
  if (owes === 'us' && waitingSince)
    return <WaitingTime since={waitingSince} teamId={conversation.teamId} />
  return <span className={styles.none}>{words.answered}</span>
}

function Holder({ conversation }: { conversation: Conversation }) {
  const { queue: words } = useWords()
  const place = usePlace(conversation)
  const operator = useFeedState((state) => state.operators.get(conversation.operatorId ?? ''))
  if (isWaiting(conversation)) {
    const isQueued = conversation.status === 'queued'
    const isFree = isQueued && !conversation.waitsForOpening && !conversation.awaitedOperatorId
    if (isFree) return <span className={styles.nobody}>{words.notAssigned}</span>
    return (
      <span className={styles.place} title={place}>
        {place}
      </span>
    )
  }
  if (!operator) return null
  return (
    <span className={styles.person} title={operator.name}>
      <StatusMark status={operator.status} />
      <span className={styles.personName}>{operator.name}</span>
    </span>
  )
}

function Preview({ conversation }: { conversation: Conversation }) {
  const { list, transcript } = useWords()
  const me = useSession().operator.id
  const failures = transcript.shortFailures
  const { text, tone } = previewOf(conversation, { list, failures, isTyping: false, me })
  return (
    <span className={styles.text} data-tone={tone} title={text}>
      {text}
    </span>
  )
}
