import type { FileView } from '@otklik/protocol'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

import { Icon } from '../../../ui/icons.tsx'
import { Store } from '../../../ui/store.ts'
import { useFormats, useWords } from '../../../words/index.ts'
import { fileAddress } from '../../files/index.ts'
import styles from './audio-player.module.css'
import { playAlone } from './only-one.ts'

/** Chosen once for all recordings: whoever is in a hurry is in a hurry. */
const speeds = new Store(1)
const nextSpeed = (speed: number) => ({ 1: 1.5, 1.5: 2 })[speed] ?? 1

/** Voice messages and music; the name stands above music only. */
export function AudioPlayer({ file }: { file: FileView }) {
  const { transcript } = useWords()
  const formats = useFormats()
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [length, setLength] = useState(file.durationS ?? 0)
  const speed = useSyncExternalStore(speeds.subscribe, speeds.get)
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed
  }, [speed])

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
      <button
        type="button"
        className={styles.speed}
        aria-label={transcript.speed(formats.number(speed))}
        title={transcript.speed(formats.number(speed))}
        onClick={() => speeds.set(nextSpeed(speed))}
      >
        {formats.number(speed)}×
      </button>
      <span className={styles.time}>{formats.playback(isPlaying ? position : length)}</span>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has captions of a customer's recording */}
      <audio
        ref={audio}
        src={fileAddress(file.id)}
        // Where nobody told how long it is, its own head does.
        preload={file.durationS ? 'none' : 'metadata'}
        onPlay={(event) => {
          playAlone(event.currentTarget)
          event.currentTarget.playbackRate = speed
          setPlaying(true)
        }}
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
