import type { Warning } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { channelRulesQuery, editChannelRules } from './api/channel-rules.ts'

interface ChannelMendDialogProps {
  warning: Warning
  isOpen: boolean
  onClose: () => void
}

/** Mends a channel from another page: what customers will read is shown before it is saved. */
export function ChannelMendDialog({ warning, isOpen, onClose }: ChannelMendDialogProps) {
  const { settingsCheck: words, common } = useWords()
  const client = useQueryClient()
  const edit = warning.mend?.channel
  const mending = useMutation({
    async mutationFn({ id, rules }: NonNullable<typeof edit>) {
      const query = channelRulesQuery(id)
      const { version } = await client.fetchQuery({ ...query, staleTime: 0 })
      client.setQueryData(query.queryKey, await editChannelRules(id, { version, ...rules }))
    },
    onSuccess() {
      onClose()
      showToast({ text: words.replyIsOn })
    },
  })
  const text = edit?.rules.offHoursReplies?.[0]?.text
  return (
    <ConfirmDialog
      isPlain
      title={words.mendTitle(String(warning.facts.channels ?? ''))}
      confirm={words.mends[warning.code]}
      refuse={common.cancel}
      isOpen={isOpen}
      isBusy={mending.isPending}
      failure={mending.error}
      onConfirm={() => edit && mending.mutate(edit)}
      onClose={() => {
        mending.reset()
        onClose()
      }}
    >
      {text === undefined ? words.mendWithOwn : words.mendWithReady(text)}
    </ConfirmDialog>
  )
}
