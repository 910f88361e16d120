import type { InstallationAccount } from '@otklik/protocol/settings'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { suspendCompany } from './api/companies.ts'
import { useCompanyChange } from './use-company-change.ts'

interface SuspendDialogProps {
  company: InstallationAccount
  isOpen: boolean
  onClose: () => void
}

export function SuspendDialog({ company: { id, name }, isOpen, onClose }: SuspendDialogProps) {
  const { companies: words } = useWords()
  const change = useCompanyChange(() => suspendCompany(id), {
    onDone() {
      showToast({ text: words.suspended(name) })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={words.suspendTitle(name)}
      confirm={words.suspend}
      refuse={words.keep}
      isOpen={isOpen}
      isBusy={change.isPending}
      failure={change.error}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      {words.suspendHelp}
    </ConfirmDialog>
  )
}
