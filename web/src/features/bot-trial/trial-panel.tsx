import type { Bot, Scenario } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { useBotWords } from '../../words/bot-words.ts'
import type { StepWords } from '../bot-builder/use-step-words.ts'
import { tryDraft } from '../bots/api/try-draft.ts'
import { CustomerInput } from './customer-input.tsx'
import { keyboardOf, type Said, toTalk } from './talk.ts'
import { TalkView } from './talk-view.tsx'
import { TrialFields } from './trial-fields.tsx'
import styles from './trial-panel.module.css'
import { useSetting } from './use-setting.ts'

interface TrialPanelProps {
  bot: Bot
  scenario: Scenario
  words: StepWords
  /** The step in which the bot waits now, to be shown where the scenario is. */
  onCurrent: (stepId: string | undefined) => void
  onClose: () => void
}

/** «Проверить»: the draft answers, as on the customer's phone; nobody else sees anything of it. */
export function TrialPanel({ bot, scenario, words, onCurrent, onClose }: TrialPanelProps) {
  const { trial: texts } = useBotWords()
  const { setting, change } = useSetting()
  const [said, say] = useState<readonly Said[]>([])
  const drawn = useSettled(scenario, 300)
  const asked = {
    scenario: drawn,
    botId: bot.id,
    ...setting,
    said: said.map(({ label: _, ...word }) => word),
  }
  const { data: answer, error } = useQuery({
    queryKey: ['bot-trial', asked],
    queryFn: ({ signal }) => tryDraft(asked, signal),
    enabled: setting.kind !== '',
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const isHere = answer?.botId === undefined || answer.botId === bot.id
  const currentId = isHere ? answer?.stepId : undefined
  useEffect(() => onCurrent(currentId), [onCurrent, currentId])
  const talk = answer ? toTalk(said, answer) : []
  const isOver = answer?.waitsFor === 'nothing'
  const mayPass = answer?.waitsFor === 'time' || answer?.hasPatience === true
  const add = (word: Said) => say([...said, word])
  return (
    <aside className={styles.panel} aria-label={texts.title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{texts.title}</h2>
        <IconButton icon="close" label={texts.close} onClick={onClose} />
      </div>
      <TrialFields
        setting={setting}
        hasRequests={scenario.steps.some(({ kind }) => kind === 'request')}
        onChange={(changes) => {
          change(changes)
          // Another customer, another talk.
          if ('kind' in changes || 'channelId' in changes) say([])
        }}
      />
      <div className={styles.phone}>
        <TalkView
          talk={talk}
          answer={answer}
          isElsewhere={!isHere}
          isEmpty={scenario.start === null}
          words={words}
          onPress={add}
        />
        {error ? (
          <Notice tone="danger" isNew>
            {formError(error)}
          </Notice>
        ) : null}
        <CustomerInput keyboard={keyboardOf(talk)} isOver={isOver} onSay={add} />
      </div>
      <div className={styles.foot}>
        <TextButton
          aria-disabled={!mayPass || undefined}
          title={mayPass ? undefined : texts.cannotPassTime}
          onClick={() => {
            if (mayPass) add({ type: 'time', label: texts.timePassed })
          }}
        >
          {texts.passTime}
        </TextButton>
        <TextButton onClick={() => say([])}>{texts.restart}</TextButton>
      </div>
    </aside>
  )
}
