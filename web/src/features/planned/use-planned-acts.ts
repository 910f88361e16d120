import type { PlannedMessage } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { useFeed } from '../feed/index.ts'
import { replanMessage, sendPlanned, unplanMessage } from './api/planned.ts'

export function usePlannedActs(conversationId: string, message: PlannedMessage) {
  const feed = useFeed()
  const { failures } = useWords()
  const tell = (failure: unknown) =>
    showToast({ text: failure instanceof ApiFailure ? failure.message : failures.unavailable })
  const sending = useMutation({
    mutationFn: () => sendPlanned(conversationId, message.id),
    onSuccess: (sent) => feed.learnMessage(sent),
    onError: tell,
  })
  const dropping = useMutation({
    mutationFn: () => unplanMessage(conversationId, message.id),
    onSuccess: (conversation) => feed.learnConversation(conversation),
    onError: tell,
  })
  const replanning = useMutation({
    mutationFn: ({ text, sendAt }: { text: string; sendAt: Date }) =>
      replanMessage(conversationId, message.id, {
        text,
        // Of another text the places would be wrong.
        ...(text === message.text && message.format && { format: asWritten(message.format) }),
        sendAt: sendAt.toISOString(),
      }),
    onSuccess: (conversation) => feed.learnConversation(conversation),
    onError: tell,
  })
  return {
    isBusy: sending.isPending || dropping.isPending || replanning.isPending,
    sendNow: () => !sending.isPending && sending.mutate(),
    drop: () => !dropping.isPending && dropping.mutate(),
    replan: (text: string, sendAt: Date, onDone: () => void) =>
      replanning.mutate({ text, sendAt }, { onSuccess: onDone }),
  }
}

type Written = NonNullable<Parameters<typeof replanMessage>[2]['format']>

const asWritten = (format: NonNullable<PlannedMessage['format']>): Written =>
  format as unknown as Written
