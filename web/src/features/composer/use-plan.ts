import type { Conversation } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import type { Store } from '../../ui/store.ts'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { type OwnDraft, useDrafts } from '../drafts/index.ts'
import { serverClock, useFeed } from '../feed/index.ts'
import { planMessage } from '../planned/index.ts'
import { type Attachment, sendable, takeFiles, viewsOf } from './attachments.ts'

interface PlanOptions {
  conversation: Conversation
  draft: OwnDraft
  store: Store<readonly Attachment[]>
}

/** «Отправить позже»: what is written goes to the server with its time; refused, it stays here. */
export function usePlan({ conversation, draft, store }: PlanOptions) {
  const feed = useFeed()
  const drafts = useDrafts()
  const formats = useFormats()
  const { composer, failures } = useWords()
  const planning = useMutation({
    mutationFn: async (at: Date) => {
      const states = await Promise.all(sendable(store.get()).map((upload) => upload.settled()))
      if (states.some(({ view }) => !view)) throw new FileNotReady()
      return planMessage(conversation.id, {
        clientId: drafts.get(conversation.id)?.clientId ?? crypto.randomUUID(),
        text: draft.text,
        fileIds: viewsOf(store.get()).map(({ id }) => id),
        ...(draft.replyTo?.messageId && { replyToId: draft.replyTo.messageId }),
        ...(draft.buttons && { buttons: draft.buttons }),
        ...(draft.format?.length && { format: draft.format.map((span) => ({ ...span })) }),
        sendAt: at.toISOString(),
      })
    },
    onSuccess(planned, at) {
      drafts.end(conversation.id)
      takeFiles(store)
      feed.learnConversation(planned)
      showToast({ text: composer.planned(formats.soon(at, new Date(serverClock.now()))) })
    },
    onError(failure) {
      const said = failure instanceof FileNotReady ? composer.fileNotReady : failures.unavailable
      showToast({ text: failure instanceof ApiFailure ? failure.message : said })
    },
  })
  return {
    isPlanning: planning.isPending,
    plan: (at: Date) => {
      if (!planning.isPending) planning.mutate(at)
    },
  }
}

class FileNotReady extends Error {}
