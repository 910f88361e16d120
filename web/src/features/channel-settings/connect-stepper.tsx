import { useWords } from '../../words/index.ts'
import styles from './connect-stepper.module.css'

export const connectStages = ['schedule', 'connection', 'settings'] as const
export type ConnectStage = (typeof connectStages)[number]

/** The schedule comes before a channel, and what is the channel's own after both (COM-04). */
export function ConnectStepper({ current }: { current: ConnectStage }) {
  const { channelSettings: words } = useWords()
  return (
    <ol className={styles.stages} aria-label={words.stagesLabel}>
      {connectStages.map((stage, index) => (
        <li
          key={stage}
          className={styles.stage}
          aria-current={stage === current ? 'step' : undefined}
        >
          <span className={styles.number}>{index + 1}</span>
          {words.stages[stage]}
        </li>
      ))}
    </ol>
  )
}
