import { TextInput } from '@mantine/core'
import { fieldError } from '../../ui/field-error.tsx'
import { Icon } from '../../ui/icons.tsx'
import { type Segment, Segments } from '../../ui/segments.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'
import { BotReceiver } from './bot-receiver.tsx'
import { DistributionRow } from './distribution-row.tsx'
import { ReceiverChooser } from './receiver-chooser.tsx'
import type { ReceiverDraft } from './rules-draft.ts'
import { useBots } from './use-bots.ts'
import type { RulesBlockProps, RulesEditing } from './use-rules.ts'

type Kind = ReceiverDraft['kind']

const icons = { operator: 'contact', bot: 'bot', team: 'people' } as const

/** «Кто будет принимать обращение» and, of a team, how it gives conversations out (COM-10…COM-15). */
export function ReceiverBlock({ rules, kindId, children }: RulesBlockProps & { kindId: string }) {
  const { channelRules: words } = useWords()
  const hasBots = useModule('bots')
  const bots = useBots()
  const { receiver } = rules.values
  // A bot that was chosen before its module was switched off is shown as it is.
  const kinds: Kind[] =
    hasBots || receiver.kind === 'bot' ? ['operator', 'bot', 'team'] : ['operator', 'team']
  const segments = kinds.map(
    (kind): Segment<Kind> => ({
      value: kind,
      label: words.receiverKinds[kind],
      icon: icons[kind],
      offBecause:
        kind === 'bot' && receiver.kind !== 'bot' && bots?.length === 0 ? words.noBots : undefined,
    }),
  )
  return (
    <Block title={words.receiving}>
      <Segments
        legend={words.receiver}
        value={receiver.kind}
        segments={segments}
        help={words.receiverHelp[receiver.kind]}
        onChange={(kind) => rules.change({ receiver: receiverOf(kind, rules) })}
      />
      {hasBots ? null : <ModuleOff module="bots" />}
      {receiver.kind === 'bot' ? (
        <BotReceiver rules={rules} kindId={kindId} />
      ) : (
        <div className={styles.pair}>
          <ReceiverChooser
            key={receiver.kind}
            choice={receiver.kind}
            chosenId={receiver.id}
            path="receiver.id"
            error={rules.errors['receiver.id'] ?? rules.errors.receiver}
            onChoose={({ kind, id }) => rules.change({ receiver: { kind, id } })}
          />
          {receiver.kind === 'operator' ? <OperatorWait rules={rules} /> : null}
        </div>
      )}
      <div className={styles.part}>
        <DistributionRow receiver={receiver} />
      </div>
      {children}
    </Block>
  )
}

/** Back to what is stored, where that was of this kind. */
function receiverOf(kind: Kind, { stored, values }: RulesEditing): ReceiverDraft {
  if (values.receiver.kind === kind) return values.receiver
  if (stored.receiver.kind === kind) return stored.receiver
  const { receiver } = values
  // Whoever received until now is the likeliest to stand behind the bot.
  if (kind === 'bot' && receiver.kind !== 'bot' && receiver.id !== '') {
    return { kind, id: '', backup: { kind: receiver.kind, id: receiver.id } }
  }
  return { kind, id: '' }
}

/** D-24 */
function OperatorWait({ rules }: { rules: RulesEditing }) {
  const { channelRules: words } = useWords()
  const error = rules.errors.operatorWaitMin
  return (
    <TextInput
      id={fieldId('operatorWaitMin')}
      label={words.operatorWait}
      value={rules.values.operatorWaitMin}
      inputMode="numeric"
      autoComplete="off"
      error={fieldError(error)}
      description={error ? undefined : words.operatorWaitHelp}
      leftSection={<Icon name="clock" />}
      onChange={(event) => rules.change({ operatorWaitMin: event.currentTarget.value })}
    />
  )
}
