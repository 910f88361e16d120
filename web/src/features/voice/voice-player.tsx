import { type ReactNode, useEffect, useRef, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './voice-panel.module.css'

interface VoicePlayerProps {
  file: File
  seconds: number
  children: ReactNode
}

/** What was said, before it leaves. */
export function VoicePlayer({ file, seconds, children }: VoicePlayerProps) {
  const { voice } = useWords()
  const formats = useFormats()
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  useEffect(() => {
    const url = URL.createObjectURL(file)
    if (audio.current) audio.current.src = url
    return () => URL.revokeObjectURL(url)
  }, [file])
  const toggle = () => {
    const player = audio.current
    if (!player?.paused) player?.pause()
    // A refusal to play shows in the player's own events.
    else void player.play().catch(() => setPlaying(false))
  }
  return (
    <>
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? voice.pause : voice.play}
        onClick={toggle}
      />
      <progress
        className={styles.played}
        aria-label={voice.title}
        value={Math.min(1, position / Math.max(seconds, 0.1))}
      />
      <span className={styles.time}>{formats.playback(isPlaying ? position : seconds)}</span>
      {children}
      {/* biome-ignore lint/a11y/useMediaCaption: whoever speaks knows what was said */}
      <audio
        ref={audio}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
      />
    </>
  )
}
