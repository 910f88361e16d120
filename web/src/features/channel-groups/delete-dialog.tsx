import type { ChannelGroup } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { deleteGroup, groupsQuery } from './api/groups.ts'

interface DeleteDialogProps {
  group: ChannelGroup
  isOpen: boolean
  /** Nothing of it is left to be saved. */
  onDeleted: () => void
  onClose: () => void
}

export function DeleteDialog({ group, isOpen, onDeleted, onClose }: DeleteDialogProps) {
  const { channelGroups: words } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const deletion = useMutation({
    mutationFn: () => deleteGroup(group.id),
    onSuccess: async () => {
      onDeleted()
      onClose()
      await navigate({ to: '/settings/channel-groups' })
      showToast({ text: words.deleted(group.name) })
      await client.invalidateQueries({ queryKey: groupsQuery.queryKey })
    },
  })
  return (
    <ConfirmDialog
      title={words.deleteTitle(group.name)}
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
