import { Button, TextInput } from '@mantine/core'
import type { FilterConditions, SavedFilter } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { createFilter, deleteFilter, editFilter, filtersQuery } from './api/filters.ts'
import { ConditionFields } from './condition-fields.tsx'
import styles from './filter-form.module.css'
import { FilterPlace } from './filter-place.tsx'

interface FilterFormProps {
  filter: SavedFilter | undefined
  onClose: () => void
}

export function FilterForm({ filter, onClose }: FilterFormProps) {
  const { common, filters: words } = useWords()
  const navigate = useNavigate()
  const mayShare = useSession().permissions.includes('teams.manage')
  const [name, setName] = useState(filter?.name ?? '')
  const [isShared, setShared] = useState(filter?.isShared ?? false)
  const [conditions, setConditions] = useState<FilterConditions>(filter?.conditions ?? {})
  const refresh = useRefresh()
  const saving = useMutation({
    mutationFn: () => {
      const content = { name, isShared, conditions }
      return filter ? editFilter(filter, content) : createFilter(content)
    },
    onSuccess: async ({ id }) => {
      await refresh()
      onClose()
      void navigate({ to: '.', search: { folder: `filter:${id}` } })
    },
  })
  const errors = fieldErrors(saving.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, saving.error)
  const failure = errors.conditions ? words.noConditions : formError(saving.error)
  const change = (changes: Partial<FilterConditions>) => {
    saving.reset()
    setConditions(withoutEmpty({ ...conditions, ...changes }))
  }
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.isPending) saving.mutate()
      }}
    >
      <TextInput
        label={words.name}
        value={name}
        maxLength={60}
        description={errors.name ? undefined : words.nameHelp}
        error={fieldError(errors.name)}
        data-autofocus
        onChange={(event) => {
          saving.reset()
          setName(event.currentTarget.value)
        }}
      />
      <ConditionFields conditions={conditions} onChange={change} />
      <Switch
        label={words.isShared}
        help={words.sharedHelp}
        offBecause={mayShare ? undefined : words.sharedOff}
        isOn={isShared}
        onChange={setShared}
      />
      {filter ? <FilterPlace filter={filter} /> : null}
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.apply}
          busyLabel={words.applying}
          isBusy={saving.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
        {filter ? <RemoveButton filter={filter} onClose={onClose} /> : null}
      </div>
    </form>
  )
}

/** Taken back rather than asked about: the same filter is made again. */
function RemoveButton({ filter, onClose }: { filter: SavedFilter; onClose: () => void }) {
  const { common, filters: words } = useWords()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const removal = useMutation({
    mutationFn: () => deleteFilter(filter.id),
    onSuccess: async () => {
      onClose()
      void navigate({ to: '.', search: {} })
      await refresh()
      const { name, isShared, conditions } = filter
      const restore = () => void createFilter({ name, isShared, conditions }).then(refresh)
      showToast({
        text: words.removed(name),
        action: { label: common.undo, run: restore },
        isUndo: true,
      })
    },
  })
  return (
    <Button
      variant="subtle"
      color="red"
      className={styles.remove ?? ''}
      onClick={() => removal.mutate()}
    >
      {words.remove}
    </Button>
  )
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: filtersQuery.queryKey })
}

/** What is left out narrows nothing. */
function withoutEmpty(conditions: FilterConditions): FilterConditions {
  const given = Object.entries(conditions).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(given) as FilterConditions
}
