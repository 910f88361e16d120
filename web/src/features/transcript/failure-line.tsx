import type { Message } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { useFeed, useFeedState, useServerTime } from '../feed/index.ts'
import { attempt } from './api/attempt.ts'
import { deleteMessage } from './api/delete-message.ts'
import styles from './failure-line.module.css'

/** What became of an outgoing message that did not simply arrive, and what can be done. */
export function FailureLine({ message }: { message: Message }) {
  const { transcript } = useWords()
  const sentence = useSentence(message)
  const feed = useFeed()
  const act = useMutation({
    mutationFn: async (action: 'send-again' | 'count-as-sent' | 'delete') => {
      const changed =
        action === 'delete' ? await deleteMessage(message) : await attempt(message, action)
      if (changed) feed.learnMessage(changed)
    },
  })
  if (!sentence) return null
  const isUnknown = message.status === 'unknown'
  const isFinal = isUnknown || message.status === 'failed'
  const refused = act.error instanceof ApiFailure ? act.error.message : undefined
  return (
    <FailureText
      tone={message.status === 'failed' ? 'danger' : 'warn'}
      text={refused ?? sentence}
      title={message.failure?.detail}
    >
      {isFinal ? (
        <>
          <button type="button" onClick={() => act.mutate('send-again')}>
            {transcript.sendAgain}
          </button>
          {isUnknown ? (
            <button type="button" onClick={() => act.mutate('count-as-sent')}>
              {transcript.countAsSent}
            </button>
          ) : (
            <button type="button" data-quiet onClick={() => act.mutate('delete')}>
              {transcript.withdraw}
            </button>
          )}
        </>
      ) : null}
    </FailureText>
  )
}

interface FailureTextProps {
  tone: 'danger' | 'warn' | 'plain'
  text: string
  title?: string | undefined
  children?: ReactNode
}

export function FailureText({ tone, text, title, children }: FailureTextProps) {
  return (
    <div className={styles.failure} data-tone={tone}>
      <span className={styles.reason} title={title}>
        {tone === 'plain' ? null : (
          <Icon name={tone === 'danger' ? 'failed' : 'warning'} size={14} />
        )}
        <span>{text}</span>
      </span>
      {children ? <span className={styles.actions}>{children}</span> : null}
    </div>
  )
}

function useSentence(message: Message): string | undefined {
  const { transcript } = useWords()
  const formats = useFormats()
  const channelId = useFeedState(
    (state) => state.conversations.get(message.conversationId)?.channelId ?? '',
  )
  const channel = useChannelKind(channelId)?.title ?? ''
  const { failure, status } = message
  const retryAt = failure?.retryAt
  const wait = useServerTime((now) =>
    retryAt ? formats.duration(Math.max(0, Date.parse(retryAt) - now)) : '',
  )
  if (status === 'unknown') return transcript.unknownOutcome(channel)
  if (status === 'queued' && failure && wait) {
    return failure.reason === 'throttled'
      ? transcript.failures.throttledUntil(channel, wait)
      : transcript.failures.retrying(channel, wait)
  }
  return status === 'failed' ? reasonOf(failure?.reason, channel, transcript) : undefined
}

function reasonOf(
  reason: NonNullable<Message['failure']>['reason'] | undefined,
  channel: string,
  { failures }: Words['web']['transcript'],
): string {
  return failures[reason ?? 'rejected'](channel)
}
