import type { Conversation } from '@otklik/protocol'
import { useEffect, useMemo, useRef, useState } from 'react'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { serverClock, useFeedState } from '../feed/index.ts'
import { useOutboxOf } from '../outbox/index.ts'
import { Announcer } from './announcer.tsx'
import { type Block, blocksOf, speakerOf } from './blocks.ts'
import { Bubble } from './bubble.tsx'
import { MediaViewing } from './media-viewing.tsx'
import { PendingBubble } from './pending-bubble.tsx'
import { SystemGroup } from './system-group.tsx'
import styles from './transcript.module.css'
import { TranscriptSkeleton } from './transcript-skeleton.tsx'
import { useJump, useRequestedJump } from './use-jump.ts'
import { useMentionsSeen } from './use-mentions-seen.ts'
import { useMessages } from './use-messages.ts'
import { firstOwed, useIsAbove } from './use-owed.ts'
import { useReading } from './use-reading.ts'
import { useTranscriptScroll } from './use-transcript-scroll.ts'

interface TranscriptProps {
  conversation: Conversation
  /** Nobody is told that it was read: a supervisor looks on. */
  isUnseen?: boolean
}

export function Transcript({ conversation, isUnseen = false }: TranscriptProps) {
  const words = useWords()
  const { list, failure, isLoadingEarlier, earlierFailure, load, loadEarlier } = useMessages(
    conversation.id,
  )
  const box = useRef<HTMLDivElement>(null)
  const firstUnread = useFirstUnread(conversation, list?.freshness === 'fresh')
  const messages = list?.messages ?? noMessages
  const blocks = useMemo(() => blocksOf(messages, firstUnread), [messages, firstUnread])
  const pending = usePending(conversation.id, messages)
  const { isAtBottom, toBottom, onScroll } = useTranscriptScroll({
    box,
    firstKey: messages[0]?.id,
    lastKey: pending.at(-1)?.clientId ?? messages.at(-1)?.id,
    ownCount: pending.length,
    onNearTop: loadEarlier,
  })
  const { newBelow, isLooking } = useReading({ conversation, messages, isAtBottom, isUnseen })
  // A supervisor who looks in unseen has still been called.
  useMentionsSeen(conversation.id, isLooking)
  const owedId = useMemo(() => firstOwed(conversation, messages), [conversation, messages])
  const isOwedAbove = useIsAbove(box, owedId)
  const jump = useJump(box, loadEarlier, list?.hasMore ?? false)
  useRequestedJump(conversation.id, list?.freshness === 'fresh', jump)

  const isEmpty = messages.length === 0 && pending.length === 0
  if (isEmpty && failure) {
    return (
      <FailureView
        title={words.transcript.failed}
        failure={failure}
        safe={words.transcript.failedHelp}
        onRepeat={load}
      />
    )
  }
  const isLoading = isEmpty && list?.freshness !== 'fresh'
  return (
    <MediaViewing messages={messages}>
      <div className={styles.place}>
        <div
          ref={box}
          className={styles.scroll}
          role="log"
          aria-live="off"
          aria-label={words.conversation.transcript(conversation.contact.name)}
          aria-busy={isLoading || isLoadingEarlier}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable
          tabIndex={0}
          data-region="transcript"
          onScroll={onScroll}
        >
          <div className={styles.content}>
            {isLoading ? (
              <Delayed>
                <TranscriptSkeleton />
              </Delayed>
            ) : null}
            {list?.hasMore && !isLoading ? (
              <Earlier failure={earlierFailure} onRepeat={loadEarlier} />
            ) : null}
            {blocks.map((block) => (
              <BlockView
                key={block.key}
                block={block}
                contactName={conversation.contact.name}
                onJump={jump}
              />
            ))}
            {pending.map((item, index) => (
              <PendingBubble
                key={item.clientId}
                item={item}
                startsRun={index === 0 && !continues(blocks.at(-1), item.kind)}
                onJump={jump}
              />
            ))}
          </div>
        </div>
        {owedId && isOwedAbove ? (
          <button type="button" className={styles.owed} onClick={() => jump(owedId)}>
            <Icon name="arrowUp" />
            {words.transcript.toUnanswered}
          </button>
        ) : null}
        {isAtBottom ? null : (
          <button type="button" className={styles.below} onClick={toBottom}>
            <Icon name="chevronDown" />
            {newBelow > 0 ? words.transcript.newBelow(newBelow) : words.transcript.toBottom}
          </button>
        )}
        <Announcer messages={messages} />
      </div>
    </MediaViewing>
  )
}

const noMessages: never[] = []

interface BlockViewProps {
  block: Block
  contactName: string
  onJump: (messageId: string) => void
}

function BlockView({ block, contactName, onJump }: BlockViewProps) {
  const { transcript } = useWords()
  const formats = useFormats()
  switch (block.type) {
    case 'day':
      return (
        <p className={styles.day}>{formats.day(new Date(block.at), new Date(serverClock.now()))}</p>
      )
    case 'unread':
      return (
        <p className={styles.unread} data-unread>
          {transcript.unread}
        </p>
      )
    case 'system':
      return <SystemGroup messages={block.messages} />
    case 'speech':
      return (
        <Bubble
          messages={block.messages}
          startsRun={block.startsRun}
          contactName={contactName}
          onJump={onJump}
        />
      )
  }
}

function Earlier({ failure, onRepeat }: { failure: unknown; onRepeat: () => void }) {
  const { transcript, common } = useWords()
  if (!failure) return <p className={styles.earlier}>{transcript.loadingEarlier}</p>
  return (
    <p className={styles.earlier}>
      {transcript.earlierFailed}{' '}
      <button type="button" className={styles.repeat} onClick={onRepeat}>
        {common.repeat}
      </button>
    </p>
  )
}

/** Fixed when the reader comes: the line must not wander as they read. */
function useFirstUnread(conversation: Conversation, isFresh: boolean): number | undefined {
  const messages = useFeedState((state) => state.messages.get(conversation.id)?.messages)
  const [first, setFirst] = useState<{ seq: number | undefined }>()
  useEffect(() => {
    if (first || !isFresh || !messages) return
    const theirs = messages.filter(({ author }) => author.type === 'contact')
    const seq = conversation.unread > 0 ? theirs.at(-conversation.unread)?.seq : undefined
    setFirst({ seq })
  }, [first, isFresh, messages, conversation.unread])
  return first?.seq
}

/** Until the server's own copy is among the messages. */
function usePending(
  conversationId: string,
  messages: readonly { clientId?: string | undefined }[],
) {
  const items = useOutboxOf(conversationId)
  return useMemo(() => {
    const confirmed = new Set(messages.map(({ clientId }) => clientId))
    return items.filter(({ clientId }) => !confirmed.has(clientId))
  }, [items, messages])
}

function continues(block: Block | undefined, kind: 'message' | 'note'): boolean {
  const last = block?.type === 'speech' ? block.messages.at(-1) : undefined
  return last !== undefined && speakerOf(last).startsWith(`${kind} operator`)
}
