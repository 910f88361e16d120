import type { Warning, WarningCode } from '@otklik/protocol'

import { WarningNotice } from '../settings-check/index.ts'
import { formOfEdit } from './rules-draft.ts'
import type { RulesEditing } from './use-rules.ts'

type Block = 'receiver' | 'replies' | 'closing' | 'offHours'

/** Which block a contradiction concerns. */
const blocks: Record<WarningCode, Block> = {
  'no-backup': 'receiver',
  'empty-backup': 'receiver',
  'receiver-disabled': 'receiver',
  'empty-team': 'receiver',
  'nobody-on-line': 'receiver',
  'reply-after-close': 'replies',
  'reply-outlasts-hours': 'replies',
  'reply-without-hours': 'replies',
  'no-off-hours-replies': 'replies',
  'closing-after-window': 'closing',
  'off-hours-gap': 'offHours',
  'uncovered-holiday': 'offHours',
  'never-open': 'offHours',
}

interface RulesWarningsProps {
  /** Of this tab. */
  warnings: readonly Warning[]
  channelId: string
  rules: RulesEditing
  block: Block
}

/** In the block it concerns; what mends it is put into the open form, and nothing saves itself. */
export function RulesWarnings(props: RulesWarningsProps) {
  const { warnings, channelId, rules, block } = props
  return warnings
    .filter(({ code }) => blocks[code] === block)
    .map((warning) => {
      const edit = warning.mend?.channel
      const draft = edit?.id === channelId ? formOfEdit(edit.rules) : {}
      const canMend = Object.keys(draft).length > 0
      return (
        <WarningNotice
          key={`${warning.code} ${JSON.stringify(warning.facts)}`}
          warning={warning}
          onMend={canMend ? () => rules.change(draft) : undefined}
        />
      )
    })
}
