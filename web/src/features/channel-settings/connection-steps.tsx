import type { ChannelKindView } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import styles from './connection-steps.module.css'

/** How to get the credentials, word for word as the platform's description has it (TG-03…TG-07). */
export function ConnectionSteps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step} className={styles.step}>
          {step}
        </li>
      ))}
    </ol>
  )
}

/** A panel of ours has no key to get: it is put on a site. */
export function useStepsTitle({ capabilities, credential }: ChannelKindView): string {
  const { channelSettings: words } = useWords()
  return capabilities.hasPanel ? words.panelSteps : words.steps(credential)
}
