import type { CreateQuickReplyRequest, QuickReply } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import {
  createQuickReply,
  deleteQuickReply,
  editQuickReply,
  quickRepliesQuery,
} from './api/quick-replies.ts'

/** Makes a new one, or changes the one there is. */
export function useReplyChange(reply: QuickReply | undefined, onDone: () => void) {
  const client = useQueryClient()
  const { quickReplies: words, common, failures } = useWords()
  const done = () => {
    void client.invalidateQueries({ queryKey: quickRepliesQuery.queryKey })
    onDone()
  }
  const save = useMutation({
    mutationFn: ({ scope, teamId, ...written }: CreateQuickReplyRequest) =>
      reply
        ? editQuickReply(reply.id, { version: reply.version, ...written })
        : createQuickReply({ scope, ...(teamId && { teamId }), ...written }),
    onSuccess: done,
  })
  const drop = useMutation({
    mutationFn: async () => {
      if (reply) await deleteQuickReply(reply.id)
    },
    onSuccess() {
      done()
      if (!reply) return
      const { scope, teamId, title, shortcut, text, files } = reply
      const again = { scope, title, shortcut, text, fileIds: files.map(({ id }) => id) }
      showToast({
        text: words.deleted(title),
        isUndo: true,
        action: {
          label: common.undo,
          run: () =>
            void createQuickReply({ ...again, ...(teamId && { teamId }) }).then(
              () => client.invalidateQueries({ queryKey: quickRepliesQuery.queryKey }),
              () => showToast({ text: failures.unavailable }),
            ),
        },
      })
    },
  })
  return { save, drop }
}
