import type { Operator } from '@otklik/protocol'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { useOperatorChange } from './use-operator-change.ts'

interface DisableDialogProps {
  operator: Operator
  isOpen: boolean
  onClose: () => void
}

export function DisableDialog({ operator, isOpen, onClose }: DisableDialogProps) {
  const { operators } = useWords()
  const change = useOperatorChange(operator.id, () => {
    showToast({ text: operators.disabledToast(operator.name) })
    onClose()
  })
  return (
    <ConfirmDialog
      title={operators.disableTitle(operator.name)}
      confirm={operators.disable}
      refuse={operators.keep}
      isOpen={isOpen}
      isBusy={change.isPending}
      failure={change.error}
      onConfirm={() => change.mutate({ isDisabled: true })}
      onClose={onClose}
    >
      {operators.disableHelp}
    </ConfirmDialog>
  )
}
