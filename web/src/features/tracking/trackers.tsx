import { Button, Textarea, TextInput } from '@mantine/core'
import type { Tracker } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { Block, Editable } from '../settings-shell/index.ts'
import { createTracker, deleteTracker, editTracker, trackersQuery } from './api/tracking.ts'
import styles from './tracking.module.css'

/** «Виджеты коллтрекинга»: counters of the company's sites, each with its code. */
export function Trackers() {
  const { tracking: words } = useWords()
  const { data = [] } = useQuery(trackersQuery)
  return (
    <Block title={words.trackers} help={words.trackersHelp}>
      <Editable>
        <div className={styles.list}>
          {data.map((tracker) => (
            <div key={tracker.id} className={styles.item}>
              <TrackerForm key={tracker.version} tracker={tracker} />
            </div>
          ))}
          <div className={styles.item}>
            <CreateForm />
          </div>
        </div>
      </Editable>
    </Block>
  )
}

const linesOf = (text: string) => text.split(/[\s,]+/).filter(Boolean)

function CreateForm() {
  const { tracking: words } = useWords()
  const renew = useRenewing()
  const [name, setName] = useState('')
  const [sites, setSites] = useState('')
  const creation = useMutation({
    mutationFn: () => createTracker({ name, sites: linesOf(sites) }),
    onSuccess: () => {
      setName('')
      setSites('')
      return renew()
    },
  })
  const errors = fieldErrors(creation.error)
  return (
    <form
      className={styles.stack}
      noValidate
      aria-label={words.create}
      onSubmit={(event) => {
        event.preventDefault()
        if (!creation.isPending) creation.mutate()
      }}
    >
      <TextInput
        label={words.name}
        value={name}
        maxLength={80}
        error={fieldError(errors.name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Sites value={sites} error={errors.sites} onChange={setSites} />
      <Failure of={creation.error} />
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.create}
          busyLabel={words.creating}
          isBusy={creation.isPending}
        />
      </div>
    </form>
  )
}

function TrackerForm({ tracker }: { tracker: Tracker }) {
  const { tracking: words } = useWords()
  const renew = useRenewing()
  const { id, version } = tracker
  const [name, setName] = useState(tracker.name)
  const [sites, setSites] = useState(tracker.sites.join('\n'))
  const [needsConsent, setNeedsConsent] = useState(tracker.needsConsent)
  const [days, setDays] = useState(String(tracker.retentionDays))
  const saving = useMutation({
    mutationFn: () => {
      const retentionDays = days.trim() === '' ? null : Number(days)
      return editTracker(id, { version, name, sites: linesOf(sites), needsConsent, retentionDays })
    },
    onSuccess: renew,
  })
  const deletion = useMutation({ mutationFn: () => deleteTracker(id), onSuccess: renew })
  const errors = fieldErrors(saving.error)
  const script = `<script async src="${location.origin}/tracking/${tracker.key}.js"></script>`
  return (
    <form
      className={styles.stack}
      noValidate
      aria-label={tracker.name}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.isPending) saving.mutate()
      }}
    >
      <TextInput
        label={words.name}
        value={name}
        maxLength={80}
        error={fieldError(errors.name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <CopyField label={words.code} value={script} />
      <Sites value={sites} error={errors.sites} onChange={setSites} />
      <TickBox
        label={words.consent}
        help={words.consentHelp}
        checked={needsConsent}
        onChange={setNeedsConsent}
      />
      <TextInput
        label={words.retention}
        value={days}
        inputMode="numeric"
        error={fieldError(errors.retentionDays)}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <Failure of={saving.error ?? deletion.error} />
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.save}
          busyLabel={words.saving}
          isBusy={saving.isPending}
        />
        <DeleteButton isBusy={deletion.isPending} onDelete={() => deletion.mutate()} />
      </div>
    </form>
  )
}

/** Asked twice: visits do not come back. */
function DeleteButton({ isBusy, onDelete }: { isBusy: boolean; onDelete: () => void }) {
  const { common, tracking: words } = useWords()
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) {
    return (
      <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
        {words.delete}
      </Button>
    )
  }
  return (
    <Notice
      tone="warn"
      isNew
      actions={
        <div className={styles.buttons}>
          <Button color="red" disabled={isBusy} onClick={onDelete}>
            {words.delete}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setAsked(false)}>
            {common.cancel}
          </Button>
        </div>
      }
    >
      {words.deleteHelp}
    </Notice>
  )
}

interface SitesProps {
  value: string
  error: string | undefined
  onChange: (sites: string) => void
}

function Sites({ value, error, onChange }: SitesProps) {
  const { tracking: words } = useWords()
  return (
    <Textarea
      label={words.sites}
      description={error ? undefined : words.sitesHelp}
      value={value}
      autosize
      minRows={2}
      error={fieldError(error)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Failure({ of }: { of: Error | null }) {
  const failure = formError(of)
  return failure ? (
    <Notice tone="danger" isNew icon="failed">
      {failure}
    </Notice>
  ) : null
}

function useRenewing() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: trackersQuery.queryKey })
}
