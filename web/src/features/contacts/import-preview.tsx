import { Button, NativeSelect } from '@mantine/core'
import type { ContactField } from '@otklik/protocol'
import { importTargets } from '@otklik/protocol/limits'
import type { ImportPreview, ImportSubject, ImportView } from '@otklik/protocol/settings'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { contactFieldsQuery } from './api/contacts.ts'
import { editImport, importQuery, previewQuery, turnImport } from './api/imports.ts'
import styles from './import-page.module.css'
import { OutcomeCounts } from './outcome-counts.tsx'

const ofConversations = ['conversation', 'at', 'author', 'text', 'topic']

/** What is in which column, and what comes of each row: nothing is brought in yet. */
export function ImportPreviewStep({ found }: { found: ImportView }) {
  const { imports: words } = useWords()
  const client = useQueryClient()
  const keep = (changed: ImportView) => client.setQueryData(importQuery(found.id).queryKey, changed)
  const fields = useQuery(contactFieldsQuery).data ?? []
  const preview = useQuery({ ...previewQuery(found), placeholderData: keepPreviousData })
  const editing = useMutation({
    mutationFn: (body: Parameters<typeof editImport>[1]) => editImport(found.id, body),
    onSuccess: keep,
  })
  const starting = useMutation({
    mutationFn: () => turnImport(found.id, 'start'),
    onSuccess: keep,
  })
  const errors = fieldErrors(starting.error)
  const unmapped = found.subject === 'contacts' ? words.unmapped : words.unmappedConversations
  const error =
    (errors.mapping && unmapped) ??
    (errors.channelId && words.channel) ??
    formError(starting.error ?? editing.error ?? preview.error)
  const choose = (column: number, target: string) => {
    const mapping = { ...found.mapping }
    if (target) mapping[column] = target
    else delete mapping[column]
    starting.reset()
    editing.mutate({ mapping })
  }
  return (
    <>
      <p>
        <strong>{found.fileName}</strong>
        {': '}
        {words.read(found.total, found.encoding.toUpperCase(), found.delimiter)}
      </p>
      {found.subject === 'conversations' ? (
        <ChannelChoice
          value={found.channelId ?? ''}
          onChange={(channelId) => editing.mutate({ channelId })}
        />
      ) : null}
      <section aria-label={words.mapping}>
        <h2 className={styles.subtitle}>{words.mapping}</h2>
        <div className={styles.mapping}>
          {found.columns.map((column, place) => (
            <NativeSelect
              // biome-ignore lint/suspicious/noArrayIndexKey: headings may repeat, places do not
              key={place}
              label={column || `${place + 1}`}
              value={found.mapping[place] ?? ''}
              data={targetsFor(found.subject, fields, words)}
              onChange={(event) => choose(place, event.currentTarget.value)}
            />
          ))}
        </div>
      </section>
      {preview.data ? <Preview found={found} preview={preview.data} /> : null}
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          label={words.start}
          busyLabel={words.starting}
          isBusy={starting.isPending || editing.isPending}
          onClick={() => starting.mutate()}
        />
        <Button component={Link} to="/clients/import" variant="subtle" color="gray">
          {words.cancel}
        </Button>
      </div>
    </>
  )
}

type Words = ReturnType<typeof useWords>['imports']

function targetsFor(subject: ImportSubject, fields: readonly ContactField[], words: Words) {
  const known = importTargets.filter(
    (target) => subject === 'conversations' || !ofConversations.includes(target),
  )
  return [
    { value: '', label: words.skip },
    ...known.map((value) => ({ value, label: words.targets[value] })),
    ...fields.map(({ id, name }) => ({ value: id, label: name })),
  ]
}

function ChannelChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { imports: words } = useWords()
  const state = useFeedState((all) => all)
  const channels = [...state.channels.keys()]
  if (channels.length === 0) return <Notice tone="warn">{words.noChannel}</Notice>
  return (
    <NativeSelect
      label={words.channel}
      value={value}
      className={styles.narrow ?? ''}
      data={[
        { value: '', label: '' },
        ...channels.map((id) => ({ value: id, label: channelTitle(state, id) })),
      ]}
      onChange={(event) => {
        if (event.currentTarget.value) onChange(event.currentTarget.value)
      }}
    />
  )
}

function Preview({ found, preview }: { found: ImportView; preview: ImportPreview }) {
  const { imports: words } = useWords()
  const formats = useFormats()
  const { rows, counts } = preview
  return (
    <section aria-label={words.preview}>
      <h2 className={styles.subtitle}>{words.preview}</h2>
      <OutcomeCounts counts={counts} names={words.outcomes} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must by keyboard too */}
      <section className={styles.scroll} tabIndex={0} aria-label={words.preview}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.outcome}</th>
              {found.columns.map((column, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: headings may repeat, places do not
                <th key={place} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line} data-outcome={row.outcome}>
                <td>{formats.number(row.line)}</td>
                <td>
                  {words.outcomes[row.outcome]}
                  {row.reason ? `: ${words.reasons[row.reason]}` : ''}
                </td>
                {found.columns.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={place} data-wrong={row.column === place || undefined}>
                    {row.cells[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.help}>
        {words.previewOf(formats.number(rows.length), formats.number(found.total))}
      </p>
    </section>
  )
}
