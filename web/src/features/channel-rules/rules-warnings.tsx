import type { Warning, WarningCode } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'

import { useWords } from '../../words/index.ts'
import { WarningNotice } from '../settings-check/index.ts'
import styles from './blocks.module.css'
import { teamPage } from './places.ts'
import { formOfEdit } from './rules-draft.ts'
import type { OpenList } from './use-open-list.ts'
import type { RulesEditing } from './use-rules.ts'

type Block = 'receiver' | 'replies' | 'closing' | 'offHours'

/** Which block a contradiction concerns; of a bot, that where it is chosen. */
const blocks: Record<WarningCode, Block | 'bot'> = {
  'no-backup': 'receiver',
  'empty-backup': 'receiver',
  'receiver-disabled': 'receiver',
  'empty-team': 'receiver',
  'nobody-on-line': 'receiver',
  'backup-disabled': 'receiver',
  'bot-gone': 'bot',
  'bot-module-off': 'bot',
  'bot-disabled': 'bot',
  'bot-not-published': 'bot',
  'bot-without-buttons': 'bot',
  'reply-after-close': 'replies',
  'reply-outlasts-hours': 'replies',
  'reply-without-hours': 'replies',
  'no-off-hours-replies': 'replies',
  'closing-after-window': 'closing',
  'off-hours-gap': 'offHours',
  'uncovered-holiday': 'offHours',
  'never-open': 'offHours',
}

function blockOf({ code, place }: Warning): Block {
  const block = blocks[code]
  if (block !== 'bot') return block
  return place.kind === 'channel' && place.tab === 'off-hours' ? 'offHours' : 'receiver'
}

interface RulesWarningsProps {
  /** Of this tab. */
  warnings: readonly Warning[]
  channelId: string
  rules: RulesEditing
  /** Of the tab's replies. */
  list?: OpenList | undefined
  block: Block
}

/**
 * In the block it concerns. What mends it is put into the open form, a list of replies into its
 * drawer: what customers will read is read by somebody first, and nothing saves itself.
 */
export function RulesWarnings(props: RulesWarningsProps) {
  const { warnings, channelId, rules, list, block } = props
  return warnings
    .filter((warning) => blockOf(warning) === block)
    .map((warning) => (
      <WarningNotice
        key={`${warning.code} ${JSON.stringify(warning.facts)}`}
        warning={warning}
        onMend={mending(warning, { channelId, rules, list })}
        way={warning.code === 'nobody-on-line' ? <WayToTeam rules={rules} /> : undefined}
        also={wayToBot(warning, rules)}
      />
    ))
}

function mending(
  { mend, place }: Warning,
  { channelId, rules, list }: Pick<RulesWarningsProps, 'channelId' | 'rules' | 'list'>,
): (() => void) | undefined {
  const edit = mend?.channel
  if (edit?.id !== channelId) return undefined
  const draft = formOfEdit(edit.rules, rules.values)
  const isOffHours = place.kind === 'channel' && place.tab === 'off-hours'
  const replies = isOffHours ? edit.rules.offHoursReplies : edit.rules.autoReplies
  const hasDraft = Object.keys(draft).length > 0
  if (!hasDraft && !(replies && list)) return undefined
  return () => {
    if (hasDraft) rules.change(draft)
    if (replies) list?.open(replies.map((reply) => ({ ...reply, delayS: Number(reply.delayS) })))
  }
}

/** It may be put right in the bot as well. */
function wayToBot({ code, place }: Warning, rules: RulesEditing) {
  if (code !== 'bot-disabled' && code !== 'bot-not-published') return undefined
  const isOffHours = place.kind === 'channel' && place.tab === 'off-hours'
  const { offHours, receiver } = rules.values
  return <WayToBot botId={(isOffHours ? offHours.botId : receiver.id) ?? ''} />
}

function WayToBot({ botId }: { botId: string }) {
  const { settingsCheck } = useWords()
  return (
    <Link to="/bots/$botId" params={{ botId }} className={styles.way}>
      {settingsCheck.openBot}
    </Link>
  )
}

/** Who is on the line is put right in the team, not here. */
function WayToTeam({ rules }: { rules: RulesEditing }) {
  const { settingsCheck } = useWords()
  return (
    <Link to={teamPage(rules.values.receiver.id)} className={styles.way}>
      {settingsCheck.openTeam}
    </Link>
  )
}
