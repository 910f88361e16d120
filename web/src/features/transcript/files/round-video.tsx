import type { FileView } from '@otklik/protocol'
import { useRef, useState } from 'react'

import { Icon } from '../../../ui/icons.tsx'
import { useWords } from '../../../words/index.ts'
import { fileAddress, previewAddress } from '../../files/index.ts'
import { playAlone } from './only-one.ts'
import styles from './round-video.module.css'

/** The browser's own controls do not fit into a circle: the whole of it plays and pauses. */
export function RoundVideo({ file }: { file: FileView }) {
  const { transcript } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const toggle = () => {
    const player = video.current
    if (!player) return
    if (player.paused) void player.play().catch(() => setPlaying(false))
    else player.pause()
  }
  return (
    <button
      type="button"
      className={styles.round}
      aria-label={isPlaying ? transcript.pause : transcript.playVideo}
      onClick={toggle}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has captions of a customer's recording */}
      <video
        ref={video}
        className={styles.video}
        src={fileAddress(file.id)}
        poster={file.hasPreview ? previewAddress(file.id) : undefined}
        preload={file.hasPreview ? 'none' : 'metadata'}
        playsInline
        onPlay={(event) => {
          playAlone(event.currentTarget)
          setPlaying(true)
        }}
        onPause={() => setPlaying(false)}
      />
      {isPlaying ? null : (
        <span className={styles.play}>
          <Icon name="play" size={20} />
        </span>
      )}
    </button>
  )
}
