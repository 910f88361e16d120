import { type DragEvent, type ReactNode, useRef, useState } from 'react'

import { useWords } from '../../words/index.ts'
import styles from './drop-zone.module.css'

interface DropZoneProps {
  className?: string | undefined
  onDrop: (files: readonly File[]) => void
  children: ReactNode
}

/** Files may be dropped anywhere on the conversation. The button and paste do the same. */
export function DropZone({ className, onDrop, children }: DropZoneProps) {
  const { composer } = useWords()
  const [isOver, setOver] = useState(false)
  // Entering a child leaves its parent, so the depth is what counts.
  const depth = useRef(0)
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const enter = (by: number) => {
    depth.current += by
    setOver(depth.current > 0)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has twins on the keyboard
    <div
      className={className}
      onDragEnter={(event) => carriesFiles(event) && enter(1)}
      onDragLeave={(event) => carriesFiles(event) && enter(-1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        enter(-depth.current)
        onDrop([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver ? <div className={styles.over}>{composer.dropHere}</div> : null}
    </div>
  )
}
