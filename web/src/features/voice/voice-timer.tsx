import { type ReactNode, useEffect, useRef, useState } from 'react'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './voice-panel.module.css'
import type { VoiceRecording } from './voice-recording.ts'

const tickMs = 250

/** How long, and how loud: whoever sees the bar move is heard. */
export function VoiceTimer(props: { recording: VoiceRecording; children: ReactNode }) {
  const { recording, children } = props
  const { voice } = useWords()
  const formats = useFormats()
  const [seconds, setSeconds] = useState(() => recording.seconds())
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(recording.seconds()), tickMs)
    let frame = requestAnimationFrame(function draw() {
      if (bar.current) bar.current.style.transform = `scaleX(${recording.level()})`
      frame = requestAnimationFrame(draw)
    })
    return () => {
      clearInterval(timer)
      cancelAnimationFrame(frame)
    }
  }, [recording])
  return (
    <>
      <span className={styles.dot} aria-hidden="true" />
      <span className={unseen.text} role="status">
        {voice.recording}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span ref={bar} className={styles.level} />
      </span>
      <span className={styles.time} role="timer" aria-label={voice.time}>
        {formats.playback(Math.floor(seconds))}
      </span>
      {children}
    </>
  )
}
