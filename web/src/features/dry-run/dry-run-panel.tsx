import { Drawer, NativeSelect } from '@mantine/core'
import type { DryRunRequest } from '@otklik/protocol/settings'
import { useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { DryRunAnswer } from './dry-run-answer.tsx'
import styles from './dry-run-panel.module.css'
import { lastQuestion, type Question, rememberQuestion } from './question.ts'
import { QuestionFields } from './question-fields.tsx'

interface DryRunPanelProps {
  /** Whose customer it is; without it the reader chooses. */
  channelId?: string | undefined
  /** What the open form has unsaved. */
  edited?: DryRunRequest['edited']
  /** The label of a field that has to be mended first. */
  wrong?: string | undefined
  onClose: () => void
}

/** Beside a page there is no room for it: it comes over the page (interface.md §2). */
const narrow = '(max-width: 1279px)'

/** «Проверка настроек»: beside the page where there is room, over it where there is not. */
export function DryRunPanel(props: DryRunPanelProps) {
  const { dryRun: words } = useWords()
  const isNarrow = useMedia(narrow)
  const { edited, onClose } = props
  const help = edited ? words.help : words.helpStored
  if (isNarrow) {
    return (
      <Drawer
        opened
        onClose={onClose}
        title={words.title}
        size={480}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <p className={styles.help}>{help}</p>
        <Content {...props} />
      </Drawer>
    )
  }
  return (
    <aside className={styles.panel} data-pair={edited ? true : undefined} aria-label={words.title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{words.title}</h2>
        <IconButton icon="close" label={words.close} onClick={onClose} />
      </div>
      <p className={styles.help}>{help}</p>
      <Content {...props} />
    </aside>
  )
}

function Content({ channelId, edited, wrong }: DryRunPanelProps) {
  const { dryRun: words } = useWords()
  const [question, setQuestion] = useState(lastQuestion)
  const channels = useChannels()
  const change = (changes: Partial<Question>) => {
    const next = { ...question, ...changes }
    rememberQuestion(next)
    setQuestion(next)
  }
  const chosen = channels.find(({ value }) => value === question.channelId) ?? channels[0]
  const asked = channelId ?? chosen?.value
  if (asked === undefined) {
    return <StateView icon="message" title={words.noChannels} help={words.noChannelsHelp} />
  }
  if (wrong !== undefined) {
    return <StateView icon="play" title={words.impossible} help={words.mend(wrong)} />
  }
  return (
    <>
      {channelId === undefined ? (
        <NativeSelect
          label={words.channel}
          className={styles.channel}
          value={asked}
          data={channels}
          onChange={({ currentTarget: { value } }) => change({ channelId: value })}
        />
      ) : null}
      <QuestionFields question={question} onChange={change} />
      <DryRunAnswer question={question} channelId={asked} edited={edited} />
    </>
  )
}

function useChannels(): { value: string; label: string }[] {
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  return [...channels.values()]
    .filter(({ state }) => state !== 'disconnected')
    .map(({ id }) => ({ value: id, label: channelTitle({ channels, channelKinds: kinds }, id) }))
}
