import { useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'
import { OffHoursBot } from './off-hours-bot.tsx'
import { switchOffHours } from './rules-draft.ts'
import { useBots } from './use-bots.ts'
import type { RulesBlockProps } from './use-rules.ts'
import { useSchedule } from './use-schedule.ts'
import { useOpenState } from './use-schedule-words.ts'

type Switched = 'bot' | 'auto-replies'

/** Two switches of which one may be on (COM-60…COM-62). */
export function OffHoursBlock({ rules, kindId, children }: RulesBlockProps & { kindId: string }) {
  const { channelRules: words } = useWords()
  const { data: schedule } = useSchedule()
  const state = useOpenState(schedule)
  const hasBots = useModule('bots')
  const bots = useBots()
  const [switchedOff, setSwitchedOff] = useState<Switched>()
  const { mode, botId } = rules.values.offHours
  const put = (which: Switched, isOn: boolean) => {
    const other = which === 'bot' ? 'auto-replies' : 'bot'
    setSwitchedOff(isOn && mode === other ? other : undefined)
    rules.change({ offHours: { botId, mode: switchOffHours(mode, which, isOn) } })
  }
  return (
    <Block title={words.offHours} help={state?.long}>
      <div id={fieldId('offHours')} className={styles.switches} tabIndex={-1}>
        {hasBots || mode === 'bot' ? (
          <Switch
            label={words.offHoursBot}
            help={words.offHoursBotHelp}
            // What is on can be switched off, whatever became of the bots.
            offBecause={mode !== 'bot' && bots?.length === 0 ? words.noBots : undefined}
            isOn={mode === 'bot'}
            onChange={(isOn) => put('bot', isOn)}
          />
        ) : (
          <ModuleOff module="bots" />
        )}
        {mode === 'bot' ? <OffHoursBot rules={rules} kindId={kindId} /> : null}
        <Switch
          label={words.offHoursReplies}
          help={words.offHoursRepliesHelp}
          isOn={mode === 'auto-replies'}
          onChange={(isOn) => put('auto-replies', isOn)}
        />
      </div>
      {switchedOff ? (
        <Notice icon="warning" isNew>
          {words.switchedOff[switchedOff]}
        </Notice>
      ) : null}
      {rules.errors.offHours ? (
        <Notice tone="danger" isNew>
          {rules.errors.offHours}
        </Notice>
      ) : null}
      <Notice icon="info">
        {words.exclusive}
        {mode === 'nothing' ? `. ${words.offHoursNothing}` : ''}
      </Notice>
      {children}
    </Block>
  )
}
