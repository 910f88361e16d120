import { Drawer } from '@mantine/core'
import type { ContactCard } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import { contactFieldsQuery } from './api/contacts.ts'
import { EditForm } from './edit-form.tsx'

interface EditDrawerProps {
  card: ContactCard
  isOpen: boolean
  onClose: () => void
}

/** «Изменить карточку» */
export function EditDrawer({ card, isOpen, onClose }: EditDrawerProps) {
  const { common, contacts: words } = useWords()
  const fields = useQuery({ ...contactFieldsQuery, enabled: isOpen })
  useFocusBack(isOpen)
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={words.editTitle}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {fields.data ? (
        <EditForm card={card} fields={fields.data} onClose={onClose} />
      ) : fields.error ? (
        <FailureView
          title={common.loadFailed}
          failure={fields.error}
          onRepeat={() => void fields.refetch()}
        />
      ) : (
        <Delayed>
          <Skeleton label={common.loading} shapes={['row', 'row', 'row']} />
        </Delayed>
      )}
    </Drawer>
  )
}
