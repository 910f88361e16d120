import type { Operator } from '@otklik/protocol'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { resetSecondFactor } from './api/reset-second-factor.ts'
import { secondFactorsQuery } from './api/second-factors.ts'

export function useHasSecondFactor(operatorId: string, mayAsk: boolean): boolean {
  const { data } = useQuery({ ...secondFactorsQuery, enabled: mayAsk })
  return data?.operatorIds.includes(operatorId) ?? false
}

interface ResetFactorDialogProps {
  operator: Operator
  isOpen: boolean
  onClose: () => void
}

/** For somebody who has lost their phone and their recovery codes. */
export function ResetFactorDialog({ operator, isOpen, onClose }: ResetFactorDialogProps) {
  const { protection } = useWords()
  const client = useQueryClient()
  const resetting = useMutation({
    mutationFn: () => resetSecondFactor(operator.id),
    onSuccess: async () => {
      showToast({ text: protection.resetDone(operator.name) })
      onClose()
      await client.invalidateQueries({ queryKey: secondFactorsQuery.queryKey })
    },
  })
  const { error } = resetting
  const isElsewhere = error instanceof ApiFailure && error.code === 'forbidden'
  return (
    <ConfirmDialog
      title={protection.resetTitle(operator.name)}
      confirm={protection.resetConfirm}
      refuse={protection.resetRefuse}
      isOpen={isOpen}
      isBusy={resetting.isPending}
      failure={isElsewhere ? undefined : error}
      onConfirm={() => resetting.mutate()}
      onClose={onClose}
    >
      {protection.resetHelp}
      {isElsewhere ? (
        <Notice tone="warn" isNew>
          {protection.resetElsewhere}
        </Notice>
      ) : null}
    </ConfirmDialog>
  )
}
