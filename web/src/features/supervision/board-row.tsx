import type { Conversation } from '@otklik/protocol'
import { memo, type ReactNode } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icons.tsx'
import { VipMark } from '../../ui/vip-mark.tsx'
import { useFormats } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { isAside, isWaiting, SlaChip, WaitingTime } from '../conversations/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import styles from './board-table.module.css'

interface BoardRowProps {
  conversation: Conversation
  isChosen: boolean
  onChoose: (isChosen: boolean, isRange: boolean) => void
  onLook: () => void
}

/** The whole row opens the transcript; the button in it is for the keyboard. */
export const BoardRow = memo(
  function BoardRow({ conversation, isChosen, onChoose, onLook }: BoardRowProps) {
    const words = useSupervisionWords()
    const channel = useChannelTitle(conversation.channelId)
    const team = useFeedState((state) => state.teams.get(conversation.teamId ?? '')?.name)
    const { contact, topic, status } = conversation
    return (
      <tr
        className={styles.row}
        data-chosen={isChosen || undefined}
        onClick={(event) => {
          if (!(event.target as Element).closest('button, input')) onLook()
        }}
      >
        <td className={styles.tick}>
          <input
            type="checkbox"
            className={styles.box}
            aria-label={words.selectOf(contact.name)}
            checked={isChosen}
            onChange={(event) => {
              const { shiftKey } = event.nativeEvent as unknown as { shiftKey?: boolean }
              onChoose(event.currentTarget.checked, shiftKey === true)
            }}
          />
        </td>
        <td className={styles.customer}>
          <span className={styles.who}>
            <span title={channel} className={styles.glyph}>
              <ChannelGlyph channelId={conversation.channelId} />
            </span>
            <button
              type="button"
              className={styles.name}
              title={contact.name}
              aria-label={words.look(contact.name, channel)}
              onClick={onLook}
            >
              {contact.name}
            </button>
            {contact.isVip ? <VipMark /> : null}
            <Alarm conversation={conversation} />
            <SlaChip conversation={conversation} isShort />
          </span>
        </td>
        <td className={styles.waits}>
          <Wait conversation={conversation} />
        </td>
        <td className={styles.team} title={team}>
          {status === 'bot' ? (
            <Quiet>{words.notGiven}</Quiet>
          ) : (
            (team ?? <Quiet>{words.noTeam}</Quiet>)
          )}
        </td>
        <td className={styles.holder}>
          <Holder conversation={conversation} />
        </td>
        <td className={styles.topic} title={topic}>
          {conversation.lastMessage?.failure ? (
            <span className={styles.failed}>
              <Icon name="failed" size={14} />
              {words.notDelivered}
            </span>
          ) : (
            (topic ?? <Quiet>{words.noTopic}</Quiet>)
          )}
        </td>
        <td className={styles.handled}>
          <Handled since={status === 'assigned' ? conversation.assignedSince : undefined} />
        </td>
      </tr>
    )
  },
  (before, after) =>
    before.conversation === after.conversation && before.isChosen === after.isChosen,
)

/** What supervisors were told of, until it is over. */
function Alarm({ conversation }: { conversation: Conversation }) {
  const words = useSupervisionWords()
  const { silentSince, escalatedAt, owes } = conversation
  const isSilent = silentSince && owes === 'us' && conversation.status === 'assigned'
  const isEscalated = escalatedAt && isWaiting(conversation)
  if (!isSilent && !isEscalated) return null
  const told = isSilent ? words.silent : words.escalated
  return (
    <span className={styles.alarm} title={told}>
      <Chip tone="warn">
        <Icon name="warning" size={14} />
        <span className={styles.told}>{told}</span>
      </Chip>
    </span>
  )
}

function Wait({ conversation }: { conversation: Conversation }) {
  const words = useSupervisionWords()
  const { status, owes, waitingSince, teamId, snoozedUntil } = conversation
  if (status === 'bot') return <Quiet>{words.withBot}</Quiet>
  if (status === 'closing') return <Quiet>{words.closing}</Quiet>
  if (isAside(conversation)) {
    return (
      <span className={styles.aside}>
        <Icon name={snoozedUntil ? 'clock' : 'pause'} size={14} />
        {snoozedUntil ? words.snoozed : words.held}
      </span>
    )
  }
  if (conversation.waitsForOpening) return <Quiet>{words.waitsForOpening}</Quiet>
  if (owes !== 'us' || !waitingSince) return <Quiet>{words.nobodyWaits}</Quiet>
  return <WaitingTime since={waitingSince} teamId={teamId} />
}

function Holder({ conversation }: { conversation: Conversation }) {
  const words = useSupervisionWords()
  const { status, bot, offer } = conversation
  const name = useFeedState(
    ({ operators }) =>
      operators.get(conversation.operatorId ?? conversation.awaitedOperatorId ?? '')?.name,
  )
  const offered = useFeedState(({ operators }) =>
    (offer?.operatorIds ?? []).flatMap((id) => operators.get(id)?.name ?? []).join(', '),
  )
  if (status === 'bot') return <>{words.botHolds(bot?.name ?? '')}</>
  if (isWaiting(conversation)) {
    const asked = offered || name
    if (asked) return <Quiet>{asked}</Quiet>
    return <span className={styles.nobody}>{words.notAssigned}</span>
  }
  return name ?? <Quiet>—</Quiet>
}

function Handled({ since }: { since: string | undefined }) {
  const formats = useFormats()
  const shown = useServerTime((now) =>
    since ? formats.duration(Math.max(0, now - Date.parse(since))) : '—',
  )
  return <>{shown}</>
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className={styles.quiet}>{children}</span>
}
