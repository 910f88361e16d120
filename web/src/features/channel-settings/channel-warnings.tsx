import type { Warning } from '@otklik/protocol'

import type { RulesEditing } from '../channel-rules/index.ts'
import { WarningNotice } from '../settings-check/index.ts'

interface ChannelWarningsProps {
  warnings: readonly Warning[]
  rules: RulesEditing
}

/** What contradicts what on this tab; one click puts what mends it into the form. */
export function ChannelWarnings({ warnings, rules }: ChannelWarningsProps) {
  return warnings.map((warning) => {
    const change = changeOf(warning)
    return (
      <WarningNotice
        key={`${warning.code} ${warning.facts.number ?? ''}`}
        warning={warning}
        onMend={change && (() => rules.change(change))}
      />
    )
  })
}

/** Lists of replies have a drawer of their own: what changes them is not of this form. */
function changeOf({ mend }: Warning): Parameters<RulesEditing['change']>[0] | undefined {
  const { receiver, inactivity, offHours, autoReplies, offHoursReplies } =
    mend?.channel?.rules ?? {}
  if (autoReplies || offHoursReplies) return undefined
  if (receiver) return { receiver: { kind: receiver.kind, id: receiver.id } }
  if (inactivity) return { inactivity: { value: String(inactivity.value), unit: inactivity.unit } }
  if (offHours) return { offHours: offHours.autoReplies ? 'auto-replies' : 'nothing' }
  return undefined
}
