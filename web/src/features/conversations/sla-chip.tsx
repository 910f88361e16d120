import type { Conversation } from '@otklik/protocol'

import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { slaStateOf } from './sla.ts'

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
    const isOver = leftMs <= 0
    const text = isOver
      ? list.slaOver(formats.duration(left))
      : list.slaLeft(formats.duration(left))
    const spoken = formats.spokenDuration(left)
    const said = isOver ? list.slaOverSpoken[kind](spoken) : list.slaLeftSpoken[kind](spoken)
    return [urgency, text, said].join('\n')
  })
  if (!shown) return undefined
  const [tone = 'plain', text = '', spoken = ''] = shown.split('\n')
  return { tone: tone as Shown['tone'], text, spoken }
}

/** «SLA 4 мин»: how long is left of what was promised, or since when it is broken. */
export function SlaChip({
  conversation,
  isCalm = false,
}: {
  conversation: Conversation
  isCalm?: boolean
}) {
  const shown = useSlaShown(conversation, isCalm)
  if (!shown) return null
  return (
    <span title={shown.spoken}>
      <Chip tone={shown.tone}>
        <Icon name={shown.tone === 'danger' ? 'warning' : 'clock'} size={14} />
        {shown.text}
      </Chip>
    </span>
  )
}
