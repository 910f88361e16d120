import type { Webhook } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { deleteWebhook, webhooksQuery } from './api/webhooks.ts'

interface DeleteWebhookDialogProps {
  webhook: Webhook
  isOpen: boolean
  /** Nothing of it is left to be saved. */
  onDeleted: () => void
  onClose: () => void
}

export function DeleteWebhookDialog(props: DeleteWebhookDialogProps) {
  const { webhook, isOpen, onDeleted, onClose } = props
  const { developers: words } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const deletion = useMutation({
    mutationFn: () => deleteWebhook(webhook.id),
    onSuccess: async () => {
      onDeleted()
      onClose()
      await navigate({ to: '/settings/developers' })
      showToast({ text: words.deleted(webhook.name) })
      await client.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true })
    },
  })
  return (
    <ConfirmDialog
      title={words.deleteTitle(webhook.name)}
      confirm={words.delete}
      refuse={words.keep}
      isOpen={isOpen}
      isBusy={deletion.isPending}
      failure={deletion.error}
      onConfirm={() => deletion.mutate()}
      onClose={() => {
        deletion.reset()
        onClose()
      }}
    >
      {words.deleteHelp}
    </ConfirmDialog>
  )
}
