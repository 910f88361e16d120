import { Modal } from '@mantine/core'
import type { Operator } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { createPasswordReset } from './api/create-password-reset.ts'
import styles from './drawer.module.css'

interface ResetDialogProps {
  operator: Operator
  isOpen: boolean
  onClose: () => void
}

export function ResetDialog({ operator, isOpen, onClose }: ResetDialogProps) {
  const { common, operators } = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={operators.resetTitle(operator.name)}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <ResetLink operator={operator} />
    </Modal>
  )
}

/** Each link takes the place of the one before it, so one is made per opening and not kept. */
function ResetLink({ operator }: { operator: Operator }) {
  const { common, operators } = useWords()
  const { data, error } = useQuery({
    queryKey: ['password-reset', operator.id],
    queryFn: () => createPasswordReset(operator.id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (error) {
    const isElsewhere = error instanceof ApiFailure && error.code === 'forbidden'
    return (
      <Notice tone={isElsewhere ? 'warn' : 'danger'} isNew>
        {isElsewhere ? operators.resetElsewhere : formError(error)}
      </Notice>
    )
  }
  return (
    <div className={styles.stack}>
      <p className={styles.help}>{operators.resetHelp}</p>
      {data ? (
        <CopyField label={operators.link} value={data.link} />
      ) : (
        <Skeleton label={common.loading} shapes={['row']} />
      )}
    </div>
  )
}
