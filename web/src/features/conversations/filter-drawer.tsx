import { Drawer } from '@mantine/core'
import type { SavedFilter } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { FilterForm } from './filter-form.tsx'

interface FilterDrawerProps {
  edited: SavedFilter | 'new' | undefined
  onClose: () => void
}

/** A saved filter: what it is called and what a conversation has to be to stand in it. */
export function FilterDrawer({ edited, onClose }: FilterDrawerProps) {
  const { common, filters } = useWords()
  const filter = edited === 'new' ? undefined : edited
  return (
    <Drawer
      opened={edited !== undefined}
      onClose={onClose}
      position="right"
      title={filter ? filters.editTitle : filters.newTitle}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <FilterForm key={filter?.id ?? 'new'} filter={filter} onClose={onClose} />
    </Drawer>
  )
}
