import { importSubjects, mostImportBytes, mostImportRows } from '@otklik/protocol/limits'
import type { ImportSubject } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useId, useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { RequirePermission } from '../settings-shell/index.ts'
import { handInTable, importQuery, importsQuery } from './api/imports.ts'
import styles from './import-page.module.css'
import { ImportPreviewStep } from './import-preview.tsx'
import { ImportProgress } from './import-progress.tsx'

/** A table of customers, or of past conversations: handed in, looked at, brought in. */
export function ImportPage() {
  const { card, imports: words } = useWords()
  const { import: id } = useSearch({ strict: false })
  return (
    <RequirePermission permission="contacts.manage" title={words.title}>
      <main className={styles.page} aria-label={words.title}>
        <header className={styles.head}>
          <Link to="/clients" className={styles.crumb}>
            {card.page}
          </Link>
          <h1 className={styles.title}>{words.title}</h1>
        </header>
        <div className={styles.body}>{id ? <Import key={id} id={id} /> : <HandIn />}</div>
      </main>
    </RequirePermission>
  )
}

function Import({ id }: { id: string }) {
  const { imports: words } = useWords()
  const query = useQuery(importQuery(id))
  if (query.error) {
    return (
      <FailureView
        title={words.failed}
        failure={query.error}
        onRepeat={() => void query.refetch()}
      />
    )
  }
  if (!query.data) return null
  return query.data.state === 'preview' ? (
    <ImportPreviewStep found={query.data} />
  ) : (
    <ImportProgress found={query.data} />
  )
}

function HandIn() {
  const { imports: words } = useWords()
  const formats = useFormats()
  const navigate = useNavigate()
  const client = useQueryClient()
  const fileId = useId()
  const [subject, setSubject] = useState<ImportSubject>('contacts')
  const handing = useMutation({
    mutationFn: (file: File) => handInTable(subject, file),
    onSuccess(found) {
      client.setQueryData(importQuery(found.id).queryKey, found)
      void navigate({ to: '/clients/import', search: { import: found.id } })
    },
  })
  const error = formError(handing.error)
  return (
    <>
      <Segments
        legend={words.subject}
        value={subject}
        segments={importSubjects.map((value) => ({ value, label: words.subjects[value] }))}
        help={subject === 'contacts' ? words.contactsHelp : words.conversationsHelp}
        onChange={setSubject}
      />
      <div className={styles.drop}>
        <label
          htmlFor={fileId}
          className={styles.choose}
          data-busy={handing.isPending || undefined}
        >
          <Icon name="file" />
          {handing.isPending ? words.reading : words.file}
        </label>
        <input
          id={fileId}
          className={styles.file}
          type="file"
          accept=".csv,.txt,text/csv"
          disabled={handing.isPending}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            // The same file again is a choice too.
            event.currentTarget.value = ''
            if (file) handing.mutate(file)
          }}
        />
        <p className={styles.help}>
          {words.fileHelp(
            formats.number(mostImportBytes / 1024 / 1024),
            formats.number(mostImportRows),
          )}
        </p>
      </div>
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <PastImports />
    </>
  )
}

function PastImports() {
  const { imports: words } = useWords()
  const formats = useFormats()
  const past = useQuery(importsQuery).data ?? []
  if (past.length === 0) return null
  return (
    <section aria-label={words.past}>
      <h2 className={styles.subtitle}>{words.past}</h2>
      <ul className={styles.past}>
        {past.map(({ id, fileName, createdAt, subject }) => (
          <li key={id}>
            <Link to="/clients/import" search={{ import: id }} className={styles.pastLink}>
              <span className={styles.grow}>{fileName}</span>
              <span className={styles.second}>
                {words.subjects[subject]} · {formats.fullMoment(new Date(createdAt))}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
