import { useSyncExternalStore } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { useLink } from '../feed/index.ts'
import { type OutboxFile, type OutboxItem, useOutbox } from '../outbox/index.ts'
import { useSession } from '../session/index.ts'
import styles from './bubble.module.css'
import { FailureText } from './failure-line.tsx'
import { MessageButtons } from './message-buttons.tsx'
import pending from './pending-bubble.module.css'
import { Quote } from './quote.tsx'
import { RichText } from './rich-text.tsx'
import { StatusTick } from './status-tick.tsx'

interface PendingBubbleProps {
  item: OutboxItem
  startsRun: boolean
  onJump: (messageId: string) => void
}

/** A message that only this browser has yet. */
export function PendingBubble({ item, startsRun, onJump }: PendingBubbleProps) {
  const { transcript } = useWords()
  const formats = useFormats()
  const { operator } = useSession()
  const isNote = item.kind === 'note'
  return (
    <>
      <article
        className={styles.bubble}
        data-side={isNote ? 'note' : 'ours'}
        data-starts={startsRun || undefined}
        data-failed={item.failure ? true : undefined}
      >
        {isNote ? (
          <span className={styles.speaker}>
            <Icon name="lock" size={14} />
            {transcript.note} · {operator.name}
          </span>
        ) : null}
        {item.replyTo ? <Quote replyTo={item.replyTo} onJump={onJump} /> : null}
        {item.files.map((file) => (
          <PendingFile key={file.localId} file={file} />
        ))}
        {item.text ? <RichText text={item.text} /> : null}
        <span className={styles.foot}>
          <time dateTime={item.at}>{formats.time(new Date(item.at))}</time>
          <StatusTick status={item.failure ? 'failed' : 'queued'} />
        </span>
      </article>
      {item.buttons ? <MessageButtons buttons={item.buttons} contactName="" /> : null}
      <Outcome item={item} />
    </>
  )
}

function Outcome({ item }: { item: OutboxItem }) {
  const { transcript } = useWords()
  const outbox = useOutbox()
  const { status } = useLink()
  if (item.failure) {
    return (
      <FailureText tone="danger" text={item.failure}>
        {item.isTaken ? (
          <TakenActs item={item} />
        ) : (
          <button type="button" onClick={() => outbox.sendAgain(item.clientId)}>
            {transcript.sendAgain}
          </button>
        )}
        <button type="button" data-quiet onClick={() => outbox.withdraw(item.clientId)}>
          {transcript.withdraw}
        </button>
      </FailureText>
    )
  }
  return status === 'offline' ? <FailureText tone="plain" text={transcript.whenOnline} /> : null
}

/** A colleague answers here now: the words may stay as a note or go elsewhere. */
function TakenActs({ item }: { item: OutboxItem }) {
  const { transcript, common } = useWords()
  const { permissions } = useSession()
  const outbox = useOutbox()
  return (
    <>
      {permissions.includes('notes.write') ? (
        <button type="button" onClick={() => outbox.makeNote(item.clientId)}>
          {transcript.makeNote}
        </button>
      ) : null}
      {item.text ? (
        <button
          type="button"
          onClick={() => {
            void navigator.clipboard
              .writeText(item.text)
              .then(() => showToast({ text: common.copied }))
          }}
        >
          {transcript.copy}
        </button>
      ) : null}
    </>
  )
}

function PendingFile({ file }: { file: OutboxFile }) {
  const formats = useFormats()
  const upload = useOutbox().uploadOf(file.localId)
  const isPicture = upload?.previewUrl && !file.type.includes('svg')
  return (
    <>
      {isPicture ? (
        <img className={pending.picture} src={upload.previewUrl} alt={file.name} />
      ) : (
        <div className={pending.file}>
          <span className={pending.icon}>
            <Icon name="file" size={18} />
          </span>
          <span className={pending.lines}>
            <span className={pending.name}>{file.name}</span>
            <span className={pending.facts}>{formats.bytes(file.bytes)}</span>
          </span>
        </div>
      )}
      {upload && !file.view ? <Progress upload={upload} name={file.name} /> : null}
    </>
  )
}

type UploadInView = NonNullable<ReturnType<ReturnType<typeof useOutbox>['uploadOf']>>

function Progress({ upload, name }: { upload: UploadInView; name: string }) {
  const { files } = useWords()
  const { status, progress } = useSyncExternalStore(upload.state.subscribe, upload.state.get)
  if (status !== 'uploading') return null
  return (
    <progress className={pending.progress} aria-label={files.progress(name)} value={progress} />
  )
}
