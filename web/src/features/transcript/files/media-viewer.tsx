import type { FileView } from '@otklik/protocol'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { IconButton } from '../../../ui/icon-button.tsx'
import { Icon, type IconName } from '../../../ui/icons.tsx'
import { useFormats, useWords } from '../../../words/index.ts'
import { fileAddress, previewAddress } from '../../files/index.ts'
import styles from './media-viewer.module.css'
import { isFilm } from './viewable.ts'

interface MediaViewerProps {
  files: readonly FileView[]
  openId: string
  onClose: () => void
}

const zooms = [1, 1.5, 2, 3, 4]

/** By the places of the keys, so that the layout does not matter. */
const zoomKeys: Record<string, number> = {
  Equal: 1,
  NumpadAdd: 1,
  Minus: -1,
  NumpadSubtract: -1,
  Digit0: -zooms.length,
}

function placeAfter(key: string, index: number, count: number): number | undefined {
  return { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: count - 1 }[key]
}

/** The browser's own dialog: it keeps the focus inside and gives it back. */
export function MediaViewer({ files, openId, onClose }: MediaViewerProps) {
  const { transcript } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [shownId, setShownId] = useState(openId)
  const [zoom, setZoom] = useState(0)
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
    if (!next) return
    setShownId(next.id)
    setZoom(0)
  }
  const zoomBy = (by: number) => setZoom(Math.min(zooms.length - 1, Math.max(0, zoom + by)))
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const zoomed = zoomKeys[event.code]
    const to = placeAfter(event.code, index, files.length)
    // In a film the arrows seek, and zooming the page stays the browser's.
    const isOthers = event.ctrlKey || event.metaKey || event.target instanceof HTMLVideoElement
    if (isOthers || (zoomed === undefined && to === undefined)) return
    event.preventDefault()
    if (zoomed !== undefined) zoomBy(zoomed)
    else step((to ?? index) - index)
  }
  if (!file) return null
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={file.name || transcript.viewer}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <Stage
        key={file.id}
        file={file}
        scale={zooms[zoom] ?? 1}
        onZoom={() => setZoom(zoom ? 0 : 2)}
        onLeave={() => dialog.current?.close()}
      />
      <Bar
        file={file}
        position={index + 1}
        total={files.length}
        zoom={zoom}
        onStep={step}
        onZoom={zoomBy}
        onClose={() => dialog.current?.close()}
      />
    </dialog>
  )
}

interface StageProps {
  file: FileView
  scale: number
  onZoom: () => void
  onLeave: () => void
}

/** A picture that is larger than the window is moved by scrolling it. */
function Stage({ file, scale, onZoom, onLeave }: StageProps) {
  const { list } = useWords()
  return (
    // Keys and the button of the bar do the same.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      className={styles.stage}
      onClick={(event) => {
        if (event.target === event.currentTarget) onLeave()
      }}
    >
      {isFilm(file) ? (
        // biome-ignore lint/a11y/useMediaCaption: nobody has captions of a customer's recording
        <video
          className={styles.media}
          src={fileAddress(file.id)}
          poster={file.hasPreview ? previewAddress(file.id) : undefined}
          controls
          autoPlay
          playsInline
          loop={file.kind === 'animation'}
        />
      ) : (
        <img
          className={styles.media}
          data-zoomed={scale > 1 || undefined}
          style={scale > 1 ? { width: `${scale * 100}%` } : undefined}
          src={previewAddress(file.id)}
          alt={file.name || list.content[file.kind]}
          onDoubleClick={onZoom}
        />
      )}
    </div>
  )
}

interface BarProps {
  file: FileView
  position: number
  total: number
  zoom: number
  onStep: (by: number) => void
  onZoom: (by: number) => void
  onClose: () => void
}

function Bar({ file, position, total, zoom, onStep, onZoom, onClose }: BarProps) {
  const { transcript, list } = useWords()
  const formats = useFormats()
  const isPicture = !isFilm(file)
  return (
    <div className={styles.bar}>
      <span className={styles.title} title={file.name || undefined}>
        {file.name || list.content[file.kind]}
      </span>
      <span className={styles.facts} aria-live="polite">
        {transcript.ofMedia(formats.number(position), formats.number(total))}
        {file.bytes === undefined ? '' : ` · ${formats.bytes(file.bytes)}`}
      </span>
      <Act
        icon="chevronLeft"
        label={transcript.previousImage}
        isOff={position === 1}
        onClick={() => onStep(-1)}
      />
      <Act
        icon="chevronRight"
        label={transcript.nextImage}
        isOff={position === total}
        onClick={() => onStep(1)}
      />
      {isPicture ? (
        <>
          <Act
            icon="minus"
            label={transcript.zoomOut}
            isOff={zoom === 0}
            onClick={() => onZoom(-1)}
          />
          <Act
            icon="plus"
            label={transcript.zoomIn}
            isOff={zoom === zooms.length - 1}
            onClick={() => onZoom(1)}
          />
        </>
      ) : null}
      <a
        className={styles.button}
        href={fileAddress(file.id)}
        download={file.name}
        aria-label={transcript.download(file.name)}
        title={transcript.download(file.name)}
      >
        <Icon name="download" />
      </a>
      <Act icon="close" label={transcript.closeImage} onClick={onClose} />
    </div>
  )
}

interface ActProps {
  icon: IconName
  label: string
  isOff?: boolean
  onClick: () => void
}

function Act({ icon, label, isOff = false, onClick }: ActProps) {
  return (
    <IconButton
      icon={icon}
      label={label}
      className={styles.button}
      aria-disabled={isOff || undefined}
      onClick={() => {
        if (!isOff) onClick()
      }}
    />
  )
}
