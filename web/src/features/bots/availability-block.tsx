import type { Bot, BotEvent } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { historyQuery } from './api/history.ts'
import styles from './availability-block.module.css'
import { DisableDialog } from './disable-dialog.tsx'
import { useBotChange } from './use-bots.ts'

/** On or off, and how it fared until now (D-06). */
export function AvailabilityBlock({ bot }: { bot: Bot }) {
  const { list, program: words } = useBotWords()
  const [isDisabling, setDisabling] = useState(false)
  const enabling = useBotChange(bot, ({ name }) => showToast({ text: list.enabled(name) }))
  const failure = formError(enabling.error)
  return (
    <Block title={words.availability}>
      <Switch
        label={words.enabled}
        help={words.enabledHelp}
        isOn={bot.isEnabled}
        isBusy={enabling.isPending}
        onChange={(isOn) => {
          if (isOn) enabling.mutate({ isEnabled: true })
          else setDisabling(true)
        }}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <History bot={bot} />
      <DisableDialog bot={bot} isOpen={isDisabling} onClose={() => setDisabling(false)} />
    </Block>
  )
}

function History({ bot }: { bot: Bot }) {
  const { common } = useWords()
  const { program: words } = useBotWords()
  const { data: events, error, refetch } = useQuery(historyQuery(bot.id))
  return (
    <section className={styles.history} aria-label={words.history}>
      <h3 className={styles.title}>{words.history}</h3>
      {events && events.length > 0 ? (
        <ol>
          {events.map((event) => (
            <HistoryRow key={`${event.at} ${event.state}`} event={event} />
          ))}
        </ol>
      ) : null}
      {events?.length === 0 ? <p className={styles.quiet}>{words.noHistory}</p> : null}
      {!events && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {events || error ? null : <Skeleton label={common.loading} shapes={['line', 'line']} />}
    </section>
  )
}

function HistoryRow({ event: { at, state, trouble, detail } }: { event: BotEvent }) {
  const { list, program: words } = useBotWords()
  const formats = useFormats()
  const reasons = [trouble ? list.troubles[trouble] : '', detail ?? ''].filter(Boolean)
  const moment = formats.fullMoment(new Date(at))
  return (
    <li className={styles.event} data-state={state}>
      <span className={styles.shape} />
      <span className={styles.words}>
        {words.historyStates[state]}
        {reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}
      </span>
      <time className={styles.quiet} dateTime={at}>
        {moment}
      </time>
    </li>
  )
}
