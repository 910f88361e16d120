import { NativeSelect } from '@mantine/core'
import type { Team } from '@otklik/protocol'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { DurationField } from './duration-field.tsx'
import type { TeamValues } from './team-values.ts'
import styles from './teams.module.css'

const USUAL_QUEUE_WAIT_S = 300

interface WaitingBlockProps {
  edit: Editing<TeamValues>
  /** Those that may be the backup. */
  teams: readonly Team[]
}

/** «Настройки ожидания ответа»: the wait time-out, and what happens after it (COM-16). */
export function WaitingBlock({ edit, teams }: WaitingBlockProps) {
  const { teams: words } = useWords()
  const { values } = edit
  const queueWaitS = values['settings.queueWaitS']
  const isManual = values['settings.method'] === 'manual'
  const needsBackup =
    (!isManual && values['settings.whenNobodyAnswers'] === 'backup') ||
    (queueWaitS !== null && values['settings.afterQueueWait'] === 'backup')
  return (
    <Block title={words.waiting} help={isManual ? words.manualReason : words.waitingHelp}>
      {isManual ? null : <AnswerWait edit={edit} />}
      <Switch
        label={words.limitsWait}
        help={words.limitsWaitHelp}
        isOn={queueWaitS !== null}
        onChange={(isOn) =>
          edit.change({ 'settings.queueWaitS': isOn ? USUAL_QUEUE_WAIT_S : null })
        }
      />
      {queueWaitS === null ? null : (
        <>
          <DurationField
            label={words.queueWait}
            path="settings.queueWaitS"
            value={queueWaitS}
            least={5}
            most={86_400}
            error={edit.errors['settings.queueWaitS']}
            onChange={(seconds) => edit.change({ 'settings.queueWaitS': seconds })}
          />
          <ChoiceList
            legend={words.afterQueueWait}
            value={values['settings.afterQueueWait']}
            choices={(['tell', 'backup'] as const).map((value) => ({
              value,
              label: words.afterQueue[value],
            }))}
            onChange={(value) => edit.change({ 'settings.afterQueueWait': value })}
          />
        </>
      )}
      {needsBackup ? <Backup edit={edit} teams={teams} /> : null}
    </Block>
  )
}

function AnswerWait({ edit }: { edit: Editing<TeamValues> }) {
  const { teams: words } = useWords()
  return (
    <>
      <DurationField
        label={words.answerWait}
        path="settings.answerWaitS"
        value={edit.values['settings.answerWaitS']}
        least={5}
        most={3600}
        error={edit.errors['settings.answerWaitS']}
        onChange={(seconds) => edit.change({ 'settings.answerWaitS': seconds })}
      />
      <ChoiceList
        legend={words.whenNobodyAnswers}
        value={edit.values['settings.whenNobodyAnswers']}
        choices={(['again', 'backup', 'manual'] as const).map((value) => ({
          value,
          label: words.whenNobody[value],
        }))}
        onChange={(value) => edit.change({ 'settings.whenNobodyAnswers': value })}
      />
    </>
  )
}

function Backup({ edit, teams }: WaitingBlockProps) {
  const { teams: words } = useWords()
  const error = edit.errors['settings.backupTeamId']
  return (
    <NativeSelect
      id={fieldId('settings.backupTeamId')}
      className={styles.select ?? ''}
      label={words.backup}
      description={error ? undefined : words.backupHelp}
      error={fieldError(error)}
      value={edit.values['settings.backupTeamId'] ?? ''}
      data={[
        { value: '', label: words.noBackup },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        edit.change({ 'settings.backupTeamId': value || null })
      }
    />
  )
}
