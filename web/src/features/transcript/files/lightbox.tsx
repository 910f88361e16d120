import type { FileView } from '@otklik/protocol'
import { useEffect, useRef, useState } from 'react'

import { Icon } from '../../../ui/icons.tsx'
import { useWords } from '../../../words/index.ts'
import { fileAddress, previewAddress } from '../../files/index.ts'
import styles from './lightbox.module.css'

interface LightboxProps {
  files: readonly FileView[]
  openId: string
  onClose: () => void
}

/** The browser's own dialog: it keeps the focus inside and gives it back. */
export function Lightbox({ files, openId, onClose }: LightboxProps) {
  const { transcript } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [shownId, setShownId] = useState(openId)
  const index = Math.max(
    0,
    files.findIndex(({ id }) => id === shownId),
  )
  const file = files[index]

  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const step = (by: number) => {
    const next = files[index + by]
    if (next) setShownId(next.id)
  }
  if (!file) return null
  return (
    // The keys below belong to the whole dialog; Escape is the browser's.
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={file.name}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'ArrowRight') step(1)
        if (event.key === 'ArrowLeft') step(-1)
      }}
    >
      <img className={styles.image} src={previewAddress(file.id)} alt={file.name} />
      <div className={styles.bar}>
        <button
          type="button"
          className={styles.button}
          aria-label={transcript.previousImage}
          aria-disabled={index === 0}
          onClick={() => step(-1)}
        >
          <Icon name="chevronLeft" />
        </button>
        <button
          type="button"
          className={styles.button}
          aria-label={transcript.nextImage}
          aria-disabled={index === files.length - 1}
          onClick={() => step(1)}
        >
          <Icon name="chevronRight" />
        </button>
        <a
          className={styles.button}
          href={fileAddress(file.id)}
          download={file.name}
          aria-label={transcript.download(file.name)}
        >
          <Icon name="download" />
        </a>
        <button
          type="button"
          className={styles.button}
          aria-label={transcript.closeImage}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  )
}
