import { Modal } from '@mantine/core'
import type { InstallationAccount } from '@otklik/protocol/settings'
import { useMutation } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { inviteOwnerAgain } from './api/companies.ts'
import styles from './companies.module.css'
import { OwnersLink } from './owners-link.tsx'

interface InviteAgainProps {
  company: InstallationAccount
  isOpen: boolean
  onClose: () => void
}

export function InviteAgainDialog({ company, isOpen, onClose }: InviteAgainProps) {
  const { common, companies: words } = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.inviteAgain}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <InviteAgain company={company} onClose={onClose} />
    </Modal>
  )
}

/** Inside the dialog, so that a link of before is forgotten with it. */
function InviteAgain({ company: { id, invited }, onClose }: Omit<InviteAgainProps, 'isOpen'>) {
  const { companies: words, operators } = useWords()
  const inviting = useMutation({
    mutationFn: () => inviteOwnerAgain(id),
    onSuccess({ link }) {
      if (link) return
      showToast({ text: operators.sent(invited?.email ?? '') })
      onClose()
    },
  })
  const name = invited?.name ?? ''
  if (inviting.data?.link) {
    return <OwnersLink name={name} link={inviting.data.link} onDone={onClose} />
  }
  return (
    <div className={styles.stack}>
      <p className={styles.help}>{words.invited(name, invited?.email ?? '')}</p>
      <p className={styles.help}>{operators.inviteHelp}</p>
      {inviting.error ? (
        <Notice tone="danger" isNew>
          {formError(inviting.error)}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          label={words.inviteAgain}
          busyLabel={operators.inviting}
          isBusy={inviting.isPending}
          onClick={() => inviting.mutate()}
        />
      </div>
    </div>
  )
}
