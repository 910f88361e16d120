import type { FileView } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { useSyncExternalStore } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import type { Formats } from '../../ui/formats.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Store } from '../../ui/store.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { previewAddress, type Upload } from '../files/index.ts'
import styles from './attachment-tray.module.css'
import { type Attachment, detach } from './attachments.ts'

interface AttachmentTrayProps {
  store: Store<readonly Attachment[]>
  channel: string
  onChange: () => void
}

export function AttachmentTray({ store, channel, onChange }: AttachmentTrayProps) {
  const { files } = useWords()
  const formats = useFormats()
  const attachments = useSyncExternalStore(store.subscribe, store.get)
  if (attachments.length === 0) return null
  return (
    <ul className={styles.tray} aria-label={files.attached}>
      {attachments.map((each) => (
        <li key={each.id} className={styles.item}>
          {each.type === 'upload' ? (
            <UploadItem upload={each.upload} asDocument={each.asDocument} />
          ) : each.type === 'kept' ? (
            <KeptItem file={each.view} />
          ) : (
            <Refused
              name={each.name}
              reason={reasonOf(each.problem, { files, formats, channel })}
            />
          )}
          <button
            type="button"
            className={styles.remove}
            aria-label={files.remove(nameOf(each))}
            onClick={() => {
              detach(store, each.id)
              onChange()
            }}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function nameOf(attachment: Attachment): string {
  if (attachment.type === 'upload') return attachment.upload.file.name
  return attachment.type === 'kept' ? attachment.view.name : attachment.name
}

function KeptItem({ file: { id, name, bytes = 0, hasPreview } }: { file: FileView }) {
  const formats = useFormats()
  return (
    <>
      <span className={styles.icon}>
        {hasPreview ? <img src={previewAddress(id)} alt="" /> : <Icon name="file" size={18} />}
      </span>
      <span className={styles.lines}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <span className={styles.facts}>{formats.bytes(bytes)}</span>
      </span>
    </>
  )
}

function UploadItem({ upload, asDocument }: { upload: Upload; asDocument: boolean }) {
  const { files } = useWords()
  const formats = useFormats()
  const { status, progress, failure } = useSyncExternalStore(
    upload.state.subscribe,
    upload.state.get,
  )
  const { name, size } = upload.file
  return (
    <>
      <span className={styles.icon}>
        {upload.previewUrl ? (
          <img src={upload.previewUrl} alt="" />
        ) : (
          <Icon name="file" size={18} />
        )}
      </span>
      <span className={styles.lines}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        {status === 'uploading' ? (
          <span className={styles.going}>
            <progress
              className={styles.progress}
              aria-label={files.progress(name)}
              value={progress}
            />
            <span className={styles.facts}>{Math.round(progress * 100)}&nbsp;%</span>
          </span>
        ) : null}
        {status === 'waiting' ? <span className={styles.facts}>{files.waiting}</span> : null}
        {status === 'done' ? (
          <span className={styles.facts}>
            {formats.bytes(size)}
            {asDocument ? `, ${files.asDocument}` : null}
          </span>
        ) : null}
        {status === 'failed' ? (
          <span className={styles.reason} role="alert">
            {failure instanceof ApiFailure ? failure.message : files.failed}
          </span>
        ) : null}
      </span>
      {status === 'failed' ? (
        <button
          type="button"
          className={styles.remove}
          aria-label={files.uploadAgain(name)}
          title={files.uploadAgain(name)}
          onClick={() => upload.again()}
        >
          <Icon name="refresh" size={14} />
        </button>
      ) : null}
    </>
  )
}

function Refused({ name, reason }: { name: string; reason: string }) {
  return (
    <>
      <span className={styles.icon} data-tone="danger">
        <Icon name="failed" size={18} />
      </span>
      <span className={styles.lines} role="alert">
        <span className={styles.name} title={name}>
          {name}
        </span>
        <span className={styles.reason}>{reason}</span>
      </span>
    </>
  )
}

interface ReasonContext {
  files: Words['web']['files']
  formats: Formats
  channel: string
}

type Problem = Extract<Attachment, { type: 'refused' }>['problem']

function reasonOf(problem: Problem, { files, formats, channel }: ReasonContext): string {
  switch (problem.type) {
    case 'empty':
      return files.empty
    case 'no-public-url':
      return files.noPublicUrl(channel)
    case 'not-accepted':
      return files.notAccepted(channel)
    case 'too-large':
      return files.tooLarge(formats.bytes(problem.maxBytes))
    case 'too-many':
      return files.tooMany(problem.limit)
  }
}
