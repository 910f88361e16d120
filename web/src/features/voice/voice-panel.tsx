import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import { Upload } from '../files/index.ts'
import { useOutbox } from '../outbox/index.ts'
import { forgetRecording, recordingOf } from './recordings.ts'
import type { VoiceType } from './voice-file.ts'
import styles from './voice-panel.module.css'
import { VoicePlayer } from './voice-player.tsx'
import { mostMinutes, type VoiceRecording, type VoiceState } from './voice-recording.ts'
import { VoiceTimer } from './voice-timer.tsx'

/** What is shorter is said again sooner than a question is read. */
const dearSeconds = 3

interface VoicePanelProps {
  conversationId: string
  wanted: VoiceType
  onClose: () => void
}

export function VoicePanel({ conversationId, wanted, onClose }: VoicePanelProps) {
  const { voice } = useWords()
  const outbox = useOutbox()
  const [isAsked, setAsked] = useState(false)
  // Once: what is forgotten must not begin anew while its panel goes.
  const [recording] = useState(() => recordingOf(conversationId, wanted, voice.title))
  const state = useSyncExternalStore(recording.state.subscribe, recording.state.get)
  useRecording(recording)

  const drop = () => {
    forgetRecording(conversationId)
    onClose()
  }
  const send = () => {
    if (state.step !== 'ready') return
    outbox.send({ conversationId, kind: 'message', text: '', uploads: [new Upload(state.file)] })
    drop()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isAsked) return
    event.preventDefault()
    event.stopPropagation()
    if (recording.seconds() > dearSeconds) setAsked(true)
    else drop()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a form would send what is being written
    <div className={styles.panel} role="group" aria-label={voice.title} onKeyDown={onKeyDown}>
      <div className={styles.row}>
        <Step state={state} recording={recording} onDrop={drop} onSend={send} />
      </div>
      <Facts state={state} />
      <ConfirmDialog
        isOpen={isAsked}
        title={voice.question}
        confirm={voice.drop}
        refuse={voice.keep}
        onConfirm={drop}
        onClose={() => setAsked(false)}
      >
        {voice.questionHelp}
      </ConfirmDialog>
    </div>
  )
}

/** Begins by itself. Whoever leaves the conversation is not listened to any longer. */
function useRecording(recording: VoiceRecording): void {
  useEffect(() => {
    if (recording.state.get().step === 'idle') void recording.start()
    return () => {
      if (recording.state.get().step === 'asking') recording.drop()
      else recording.stop()
    }
  }, [recording])
}

interface StepProps {
  state: VoiceState
  recording: VoiceRecording
  onDrop: () => void
  onSend: () => void
}

function Step({ state, recording, onDrop, onSend }: StepProps) {
  const { voice } = useWords()
  switch (state.step) {
    case 'idle':
    case 'asking':
      return <Waiting words={voice.asking} onClose={onDrop} />
    case 'making':
      return <Waiting words={voice.making} onClose={onDrop} />
    case 'refused':
      return (
        <>
          <p className={styles.problem} role="alert">
            {voice.problems[state.problem]}
          </p>
          <IconButton
            icon="refresh"
            label={voice.again}
            autoFocus
            onClick={() => void recording.start()}
          />
          <IconButton icon="close" label={voice.close} onClick={onDrop} />
        </>
      )
    case 'recording':
      return (
        <VoiceTimer recording={recording}>
          <IconButton icon="trash" label={voice.drop} onClick={onDrop} />
          <Main icon="stop" label={voice.stop} onClick={() => recording.stop()} />
        </VoiceTimer>
      )
    case 'ready':
      return (
        <VoicePlayer file={state.file} seconds={state.seconds}>
          <IconButton icon="trash" label={voice.drop} onClick={onDrop} />
          <Main icon="arrowUp" label={voice.send} onClick={onSend} />
        </VoicePlayer>
      )
  }
}

/** The next thing to do, already under the finger. */
function Main(props: { icon: 'stop' | 'arrowUp'; label: string; onClick: () => void }) {
  return <IconButton className={styles.main} autoFocus {...props} />
}

function Waiting({ words, onClose }: { words: ReactNode; onClose: () => void }) {
  const { voice } = useWords()
  return (
    <>
      <p className={styles.words} role="status">
        {words}
      </p>
      <IconButton icon="close" label={voice.close} autoFocus onClick={onClose} />
    </>
  )
}

function Facts({ state }: { state: VoiceState }) {
  const { voice } = useWords()
  if (state.step !== 'ready' || (state.isVoice && !state.isFull)) return null
  return (
    <p className={styles.facts} role="status">
      {state.isFull ? voice.longest(mostMinutes) : null} {state.isVoice ? null : voice.asFile}
    </p>
  )
}
