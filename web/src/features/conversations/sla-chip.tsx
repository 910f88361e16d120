import type { Conversation } from '@otklik/protocol'

import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { slaStateOf } from './sla.ts'
import styles from './sla-chip.module.css'

const HOUR_MS = 3_600_000

interface Shown {
  tone: 'plain' | 'warn' | 'danger'
  text: string
  spoken: string
}

/** What is promised, in words; nothing while there is time enough, unless `isCalm` wants that too. */
export function useSlaShown(conversation: Conversation, isCalm = false): Shown | undefined {
  const formats = useFormats()
  const { list } = useWords()
  const shown = useServerTime((now) => {
    const state = slaStateOf(conversation, now)
    if (!state || (state.urgency === 'plain' && !isCalm)) return ''
    const { kind, urgency, leftMs } = state
    const left = Math.abs(leftMs)
    // Of hours the minutes say nothing, and there is little room.
    const short = formats.term(left < HOUR_MS ? left : left - (left % HOUR_MS))
    const isOver = leftMs <= 0
    const text = isOver ? list.slaOver(short) : list.slaLeft(short)
    const spoken = formats.spokenDuration(left)
    const said = isOver ? list.slaOverSpoken[kind](spoken) : list.slaLeftSpoken[kind](spoken)
    return [urgency, text, said].join('\n')
  })
  if (!shown) return undefined
  const [tone = 'plain', text = '', spoken = ''] = shown.split('\n')
  return { tone: tone as Shown['tone'], text, spoken }
}

interface SlaChipProps {
  conversation: Conversation
  /** Also while there is time enough. */
  isCalm?: boolean
  /** Without the time, where that would leave no room for a name. */
  isShort?: boolean
}

/** «SLA 4 мин»: how long is left of what was promised, or since when it is broken. */
export function SlaChip({ conversation, isCalm = false, isShort = false }: SlaChipProps) {
  const shown = useSlaShown(conversation, isCalm)
  if (!shown) return null
  return (
    <span className={styles.shown} title={shown.spoken}>
      <Chip tone={shown.tone}>
        <Icon name={shown.tone === 'danger' ? 'warning' : 'clock'} size={14} />
        {isShort ? <span aria-hidden="true">SLA</span> : shown.text}
        {isShort ? <span className={unseen.text}>{shown.spoken}</span> : null}
      </Chip>
    </span>
  )
}
