import { NativeSelect } from '@mantine/core'

import { TickBox } from '../../ui/tick-box.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useFeedState } from '../feed/index.ts'
import styles from './trial-panel.module.css'
import type { Setting } from './use-setting.ts'

interface TrialFieldsProps {
  setting: Setting
  /** Whether the scenario asks anybody over the network. */
  hasRequests: boolean
  onChange: (changes: Partial<Setting>) => void
}

export function TrialFields({ setting, hasRequests, onChange }: TrialFieldsProps) {
  const { trial: texts } = useBotWords()
  const kinds = useFeedState((state) => state.channelKinds)
  const channels = useFeedState((state) => state.channels)
  const own = [...channels.values()].filter(
    ({ kind, state }) => kind === setting.kind && state !== 'disconnected',
  )
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={texts.platform}
        value={setting.kind}
        data={[...kinds.values()].map(({ id, title }) => ({ value: id, label: title }))}
        onChange={({ currentTarget: { value } }) => {
          const [first] = [...channels.values()].filter(
            ({ kind, state }) => kind === value && state !== 'disconnected',
          )
          onChange({ kind: value, channelId: first?.id ?? null })
        }}
      />
      <NativeSelect
        label={texts.channel}
        value={setting.channelId ?? ''}
        data={[
          ...own.map(({ id, name }) => ({ value: id, label: name })),
          { value: '', label: texts.anyChannel },
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ channelId: value === '' ? null : value })
        }
      />
      <TickBox
        label={texts.isOpen}
        checked={setting.isOpen}
        onChange={(isOpen) => onChange({ isOpen })}
      />
      <TickBox
        label={texts.isNew}
        checked={setting.isNewContact}
        onChange={(isNewContact) => onChange({ isNewContact })}
      />
      {hasRequests ? (
        <TickBox
          className={styles.wide ?? ''}
          label={texts.requestsSucceed}
          help={texts.requestsHelp}
          checked={setting.requests === 'succeed'}
          onChange={(isOn) => onChange({ requests: isOn ? 'succeed' : 'fail' })}
        />
      ) : null}
    </div>
  )
}
