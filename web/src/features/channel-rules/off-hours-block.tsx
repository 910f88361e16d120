import { useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'
import { switchOffHours } from './rules-draft.ts'
import type { RulesBlockProps } from './use-rules.ts'
import { useSchedule } from './use-schedule.ts'
import { useOpenState } from './use-schedule-words.ts'

type Switched = 'bot' | 'auto-replies'

/** Two switches of which one may be on (COM-60…COM-62). */
export function OffHoursBlock({ rules, children }: RulesBlockProps) {
  const { channelRules: words } = useWords()
  const { data: schedule } = useSchedule()
  const state = useOpenState(schedule)
  const hasBots = useModule('bots')
  const [switchedOff, setSwitchedOff] = useState<Switched>()
  const { offHours } = rules.values
  const put = (which: Switched, isOn: boolean) => {
    const other = which === 'bot' ? 'auto-replies' : 'bot'
    setSwitchedOff(isOn && offHours === other ? other : undefined)
    rules.change({ offHours: switchOffHours(offHours, which, isOn) })
  }
  return (
    <Block title={words.offHours} help={state?.long}>
      <div id={fieldId('offHours')} className={styles.switches} tabIndex={-1}>
        {hasBots || offHours === 'bot' ? (
          <Switch
            label={words.offHoursBot}
            help={words.offHoursBotHelp}
            // There are none to choose from in this version; one that is on can be switched off.
            offBecause={offHours === 'bot' ? undefined : words.noBots}
            isOn={offHours === 'bot'}
            onChange={(isOn) => put('bot', isOn)}
          />
        ) : (
          <ModuleOff module="bots" />
        )}
        <Switch
          label={words.offHoursReplies}
          help={words.offHoursRepliesHelp}
          isOn={offHours === 'auto-replies'}
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
        {offHours === 'nothing' ? `. ${words.offHoursNothing}` : ''}
      </Notice>
      {children}
    </Block>
  )
}
