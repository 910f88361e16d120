import type { FileView } from '@otklik/protocol'
import { useRef, useState } from 'react'

import { Icon } from '../../../ui/icons.tsx'
import { useFormats, useWords } from '../../../words/index.ts'
import { fileAddress } from '../../files/index.ts'
import styles from './audio-player.module.css'

/** Voice messages and music; the name stands above music only. */
export function AudioPlayer({ file }: { file: FileView }) {
  const { transcript } = useWords()
  const formats = useFormats()
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [length, setLength] = useState(file.durationS ?? 0)

  const toggle = () => {
    const player = audio.current
    if (!player) return
    // A refusal to play shows in the player's own events.
    if (player.paused) void player.play().catch(() => setPlaying(false))
    else player.pause()
  }
  const label = isPlaying ? transcript.pause : transcript.play
  return (
    <div className={styles.player}>
      <button
        type="button"
        className={styles.play}
        onClick={toggle}
        aria-label={label}
        title={label}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <div className={styles.lines}>
        {file.kind === 'audio' ? <span className={styles.name}>{file.name}</span> : null}
        <input
          type="range"
          className={styles.range}
          aria-label={transcript.seek}
          min={0}
          max={Math.max(length, 0.1)}
          step={0.1}
          value={Math.min(position, length)}
          onChange={(event) => {
            if (audio.current) audio.current.currentTime = Number(event.currentTarget.value)
          }}
        />
      </div>
      <span className={styles.time}>{formats.playback(isPlaying ? position : length)}</span>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has captions of a customer's recording */}
      <audio
        ref={audio}
        src={fileAddress(file.id)}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onDurationChange={(event) => {
          const { duration } = event.currentTarget
          if (Number.isFinite(duration)) setLength(duration)
        }}
      />
    </div>
  )
}
