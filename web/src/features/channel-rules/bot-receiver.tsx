import { useWords } from '../../words/index.ts'
import styles from './blocks.module.css'
import { ButtonsHelp } from './buttons-help.tsx'
import { ReceiverChooser } from './receiver-chooser.tsx'
import type { RulesEditing } from './use-rules.ts'

/** A bot, who takes over when it is unavailable (COM-13), and where its buttons are told of (COM-20). */
export function BotReceiver({ rules, kindId }: { rules: RulesEditing; kindId: string }) {
  const { channelRules: words } = useWords()
  const { receiver } = rules.values
  const { errors } = rules
  const backupPath = 'receiver.backup.id' in errors ? 'receiver.backup.id' : 'receiver.backup'
  const change = (part: Partial<typeof receiver>) =>
    rules.change({ receiver: { ...receiver, ...part } })
  return (
    <>
      <div className={styles.pair}>
        <ReceiverChooser
          choice="bot"
          chosenId={receiver.id}
          path="receiver.id"
          error={errors['receiver.id'] ?? errors.receiver}
          onChoose={({ id }) => change({ id })}
        />
        <ReceiverChooser
          choice="backup"
          chosenId={receiver.backup?.id ?? ''}
          path={backupPath}
          error={errors[backupPath]}
          help={words.backupHelp}
          onChoose={({ kind, id }) => {
            if (kind !== 'bot') change({ backup: { kind, id } })
          }}
        />
      </div>
      <ButtonsHelp kindId={kindId} />
    </>
  )
}
