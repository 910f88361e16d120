import { Button } from '@mantine/core'
import type { SavedFilter } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { useWords } from '../../words/index.ts'
import { filtersQuery, orderFilters } from './api/filters.ts'
import styles from './filter-form.module.css'
import { useFilters } from './use-filters.ts'

/** Up and down among those of its kind. */
export function FilterPlace({ filter }: { filter: SavedFilter }) {
  const { filters: words } = useWords()
  const client = useQueryClient()
  const all = useFilters()
  const ids = all.filter(({ isShared }) => isShared === filter.isShared).map(({ id }) => id)
  const index = ids.indexOf(filter.id)
  const move = useMutation({
    mutationFn: (by: 1 | -1) => {
      const order = ids.filter((id) => id !== filter.id)
      order.splice(index + by, 0, filter.id)
      return orderFilters(order)
    },
    onSuccess: (ordered) => client.setQueryData(filtersQuery.queryKey, ordered),
  })
  if (ids.length < 2) return null
  const button = (label: string, by: 1 | -1, isLast: boolean) => (
    <Button
      variant="default"
      size="xs"
      aria-disabled={isLast}
      data-idle={isLast || undefined}
      onClick={() => {
        if (!isLast && !move.isPending) move.mutate(by)
      }}
    >
      {label}
    </Button>
  )
  return (
    <fieldset className={styles.place}>
      <legend>{words.place}</legend>
      {button(words.up, -1, index <= 0)}
      {button(words.down, 1, index >= ids.length - 1)}
    </fieldset>
  )
}
