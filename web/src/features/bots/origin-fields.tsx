import { Button } from '@mantine/core'
import type { ReadyBot } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useLanguage, useWords } from '../../words/index.ts'
import { openScenario } from '../scenario/index.ts'
import { galleryQuery } from './api/gallery.ts'
import styles from './forms.module.css'
import type { ChosenFile } from './use-new-bot.ts'

interface ReadyChoiceProps {
  chosenId: string | undefined
  error: string | undefined
  onChoose: (ready: ReadyBot) => void
}

/** The gallery of ready scenarios, each with a sentence on what it does. */
export function ReadyChoice({ chosenId, error, onChoose }: ReadyChoiceProps) {
  const { common } = useWords()
  const { making: words } = useBotWords()
  const { data: ready, error: failure, refetch } = useQuery(galleryQuery(useLanguage()))
  if (failure) {
    return (
      <FailureView title={common.loadFailed} failure={failure} onRepeat={() => void refetch()} />
    )
  }
  if (!ready) return <Skeleton label={common.loading} shapes={['row', 'row']} />
  if (ready.length === 0) return <p className={styles.help}>{words.noReady}</p>
  return (
    <div>
      <ChoiceList
        legend={words.ready}
        value={chosenId ?? ''}
        choices={ready.map(({ id, title, description }) => ({
          value: id,
          label: title,
          help: description,
        }))}
        onChange={(id) => {
          const chosen = ready.find((each) => each.id === id)
          if (chosen) onChoose(chosen)
        }}
      />
      {error ? (
        <p className={styles.wrong} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  )
}

interface FileChoiceProps {
  file: ChosenFile | undefined
  error: string | undefined
  onChoose: (file: ChosenFile) => void
}

export function FileChoice({ file, error, onChoose }: FileChoiceProps) {
  const { making: words } = useBotWords()
  const input = useRef<HTMLInputElement>(null)
  const problem = file && !file.scenario ? words.notScenario : error
  return (
    <div className={styles.file}>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words.chooseFile}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0]
          if (chosen) void readFile(chosen).then(onChoose)
          // So that the same file can be chosen again after it was corrected.
          currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        leftSection={<Icon name="file" />}
        onClick={() => input.current?.click()}
      >
        {file ? words.otherFile : words.chooseFile}
      </Button>
      {file?.scenario ? (
        <span>{words.fileChosen(file.name, file.scenario.steps.length)}</span>
      ) : null}
      {problem ? (
        <p className={styles.wrong} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}

export async function readFile(file: File): Promise<ChosenFile> {
  return { name: file.name, scenario: await openScenario(await file.text()) }
}
