import { Button } from '@mantine/core'
import type { ChannelStanding } from '@otklik/protocol/settings'

import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { Age } from './age.tsx'
import styles from './state-tab.module.css'

interface RefusalsBlockProps extends Pick<ChannelStanding, 'refusals'> {
  onLog: () => void
}

/** What the platform did not take in the last 24 hours, by its reason, the most frequent first. */
export function RefusalsBlock({ refusals, onLog }: RefusalsBlockProps) {
  const { channelState: words } = useWords()
  return (
    <Block
      title={words.refusals}
      help={words.refusalsHelp}
      aside={
        <Button variant="subtle" color="gray" size="xs" onClick={onLog}>
          {words.calls}
        </Button>
      }
    >
      {refusals.length === 0 ? <p className={styles.quiet}>{words.noRefusals}</p> : null}
      {refusals.length > 0 ? (
        <ul className={styles.rows} aria-label={words.refusals}>
          {refusals.map((refusal) => (
            <Refusal key={refusal.reason ?? 'no answer'} refusal={refusal} />
          ))}
        </ul>
      ) : null}
    </Block>
  )
}

function Refusal({ refusal }: { refusal: ChannelStanding['refusals'][number] }) {
  const { channelSettings, channelState: words, transcript } = useWords()
  const { number } = useFormats()
  const { reason, count, repeated, lastAt, code } = refusal
  const facts = [
    repeated > 0 ? words.repeated(number(repeated)) : undefined,
    code ? channelSettings.problems.code(code) : undefined,
  ].filter((fact) => fact !== undefined)
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p>{reason ? transcript.shortFailures[reason] : words.noAnswer}</p>
        <p className={styles.second}>
          <Age at={lastAt} say={words.lastTime} />
          {facts.map((fact) => ` · ${fact}`)}
        </p>
      </div>
      <p className={styles.count}>{number(count)}</p>
    </li>
  )
}
