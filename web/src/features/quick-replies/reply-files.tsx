import { Button } from '@mantine/core'
import type { FileView } from '@otklik/protocol'
import { useRef, useState } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { Upload } from '../files/index.ts'
import styles from './quick-replies-page.module.css'

interface ReplyFilesProps {
  files: readonly FileView[]
  onChange: (files: FileView[]) => void
}

/** Sent with the phrase, as often as it is sent. */
export function ReplyFiles({ files, onChange }: ReplyFilesProps) {
  const { quickReplies: words, files: fileWords } = useWords()
  const picker = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const add = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setProblem(undefined)
    const { view, failure } = await new Upload(file).settled()
    setBusy(false)
    if (view) onChange([...files, view])
    else setProblem(failure instanceof ApiFailure ? failure.message : fileWords.failed)
  }
  return (
    <section aria-label={words.files}>
      {files.map((file) => (
        <div key={file.id} className={styles.file}>
          <Icon name="paperclip" size={14} />
          <span className={styles.title}>{file.name}</span>
          <IconButton
            icon="close"
            size={14}
            label={fileWords.remove(file.name)}
            onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
          />
        </div>
      ))}
      {problem ? <p role="alert">{problem}</p> : null}
      {files.length < 10 ? (
        <Button
          size="xs"
          variant="default"
          aria-disabled={isBusy}
          onClick={() => isBusy || picker.current?.click()}
        >
          {isBusy ? words.uploading : words.addFile}
        </Button>
      ) : null}
      <input
        ref={picker}
        type="file"
        hidden
        tabIndex={-1}
        onChange={(event) => {
          void add(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
