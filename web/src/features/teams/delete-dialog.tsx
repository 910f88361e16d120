import type { Team } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { deleteTeam } from './api/delete-team.ts'
import { teamsQuery } from './api/teams-query.ts'

interface DeleteDialogProps {
  team: Team
  isOpen: boolean
  /** Nothing of it is left to be saved. */
  onDeleted: () => void
  onClose: () => void
}

/** A team that a channel still hands over to is refused, and the refusal tells which. */
export function DeleteDialog({ team, isOpen, onDeleted, onClose }: DeleteDialogProps) {
  const { teams: words } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const deletion = useMutation({
    mutationFn: () => deleteTeam(team.id),
    onSuccess: async () => {
      onDeleted()
      onClose()
      await navigate({ to: '/settings/teams' })
      showToast({ text: words.deleted(team.name) })
      await client.invalidateQueries({ queryKey: teamsQuery.queryKey })
    },
  })
  return (
    <ConfirmDialog
      title={words.deleteTitle(team.name)}
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
