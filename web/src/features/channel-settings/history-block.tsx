import type { ChannelStanding } from '@otklik/protocol/settings'

import { Chip } from '../../ui/chip.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { stateTones } from './channel-state.tsx'
import styles from './state-tab.module.css'

type Past = ChannelStanding['history'][number]

/** In which states the channel was, the newest first, each until the one above it. */
export function HistoryBlock({ history }: Pick<ChannelStanding, 'history'>) {
  const { channelState: words } = useWords()
  return (
    <Block title={words.history} help={words.historyHelp}>
      <ol className={styles.rows} aria-label={words.history}>
        {history.map((past, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may be of one moment
          <HistoryRow key={`${past.at} ${index}`} past={past} until={history[index - 1]?.at} />
        ))}
      </ol>
    </Block>
  )
}

function HistoryRow({ past, until }: { past: Past; until: string | undefined }) {
  const { channelSettings, channelState: words, transcript } = useWords()
  const formats = useFormats()
  const { state, at, reason, code } = past
  const facts = [
    reason && transcript.shortFailures[reason],
    code && channelSettings.problems.code(code),
    until && words.lasted(formats.duration(Date.parse(until) - Date.parse(at))),
  ].filter(Boolean)
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.state}>
          <Chip tone={stateTones[state]}>{channelSettings.states[state]}</Chip>
        </p>
        {facts.length > 0 ? <p className={styles.second}>{facts.join(' · ')}</p> : null}
      </div>
      <time className={styles.second} dateTime={at}>
        {formats.fullMoment(new Date(at))}
      </time>
    </li>
  )
}
