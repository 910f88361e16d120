import { useCallback, useState } from 'react'

import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { usePreferences, useSavePreferences } from '../session/index.ts'
import { commandGroups, type NamedCommand, namedCommands, placeOfCommand } from './catalogue.ts'
import { keysOf } from './key-map.ts'
import styles from './own-keys.module.css'
import { showKeys } from './show-keys.ts'
import { type Recorded, useKeyRecorder } from './use-key-recorder.ts'

/** Every command with its keys, to be given others or none. */
export function OwnKeys() {
  const { commands: words } = useWords()
  const { keys: own } = usePreferences()
  const save = useSavePreferences()
  const [recording, record] = useState<NamedCommand>()
  const isChanged = Object.keys(own).length > 0
  return (
    <details className={styles.all}>
      <summary className={styles.summary}>{words.own}</summary>
      <p className={styles.help}>{words.ownHelp}</p>
      {commandGroups.map((group) => (
        <section key={group} aria-label={words.groups[group]}>
          <h3 className={styles.heading}>{words.groups[group]}</h3>
          <ul className={styles.rows}>
            {namedCommands.map((id) => {
              const place = placeOfCommand(id)
              return place.group === group && !place.isFixed ? (
                <OwnKeyRow
                  key={id}
                  id={id}
                  isRecording={recording === id}
                  onRecord={(isOn) => record(isOn ? id : undefined)}
                />
              ) : null
            })}
          </ul>
        </section>
      ))}
      {isChanged ? (
        <TextButton onClick={() => save({ keys: {} })}>{words.resetAll}</TextButton>
      ) : null}
    </details>
  )
}

interface OwnKeyRowProps {
  id: NamedCommand
  isRecording: boolean
  onRecord: (isOn: boolean) => void
}

function OwnKeyRow({ id, isRecording, onRecord }: OwnKeyRowProps) {
  const { commands: words } = useWords()
  const { keys: own } = usePreferences()
  const save = useSavePreferences()
  const [stop] = useState(() => ({ call: onRecord }))
  stop.call = onRecord
  const cancel = useCallback(() => stop.call(false), [stop])
  const give = (keys: string, from?: NamedCommand) => {
    save({ keys: { ...own, ...(from && { [from]: '' }), [id]: keys } })
    onRecord(false)
  }
  const [giver] = useState(() => ({ call: give }))
  giver.call = give
  const onKeys = useCallback((keys: string) => giver.call(keys), [giver])
  const recorded = useKeyRecorder({ id, own, isOn: isRecording, onKeys, onCancel: cancel })
  const reset = () => {
    const { [id]: _, ...others } = own
    save({ keys: others })
  }
  const name = words.names[id]
  return (
    <li className={styles.row}>
      <span className={styles.name}>{name}</span>
      <span className={styles.keys}>
        {keysOf(id, own).map((keys) => (
          <kbd key={keys} className={styles.kbd}>
            {showKeys(keys)}
          </kbd>
        ))}
      </span>
      <span className={styles.acts}>
        {id in own && !isRecording ? (
          <TextButton aria-label={`${words.reset}: ${name}`} onClick={reset}>
            {words.reset}
          </TextButton>
        ) : null}
        <TextButton
          aria-label={`${words.changeKey}: ${name}`}
          aria-pressed={isRecording}
          onClick={() => onRecord(!isRecording)}
        >
          {isRecording ? words.pressKeys : words.changeKey}
        </TextButton>
      </span>
      {isRecording ? <Answer recorded={recorded} onTake={give} /> : null}
    </li>
  )
}

interface AnswerProps {
  recorded: Recorded
  onTake: (keys: string, from: NamedCommand) => void
}

/** What became of the keys that were shown. */
function Answer({ recorded, onTake }: AnswerProps) {
  const { commands: words } = useWords()
  return (
    <p className={styles.answer} role="status">
      {recorded.state === 'waiting'
        ? recorded.begun
          ? words.thenWhat(showKeys(recorded.begun))
          : words.recordHelp
        : null}
      {recorded.state === 'refused' ? words.refusals[recorded.why] : null}
      {recorded.state === 'taken' ? (
        recorded.by ? (
          <>
            {words.taken(showKeys(recorded.keys), words.names[recorded.by])}{' '}
            <TextButton onClick={() => recorded.by && onTake(recorded.keys, recorded.by)}>
              {words.takeOver}
            </TextButton>
          </>
        ) : (
          words.takenByNumbers(showKeys(recorded.keys))
        )
      ) : null}
    </p>
  )
}
