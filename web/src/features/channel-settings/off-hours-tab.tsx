import type { ChannelDetails } from '@otklik/protocol'
import type { ChannelRules, Warning } from '@otklik/protocol/settings'

import {
  OffHoursBlock,
  RepliesBlock,
  type RulesEditing,
  RulesNotice,
  RulesWarnings,
  useOpenList,
} from '../channel-rules/index.ts'

interface OffHoursTabProps {
  channel: ChannelDetails
  rules: RulesEditing
  stored: ChannelRules
  warnings: readonly Warning[]
}

/** «Нерабочее время» */
export function OffHoursTab({ channel, rules, stored, warnings }: OffHoursTabProps) {
  const list = useOpenList()
  const told = { warnings, channelId: channel.id, rules, list } as const
  return (
    <>
      <OffHoursBlock rules={rules} kindId={channel.kind}>
        <RulesWarnings {...told} block="offHours" />
      </OffHoursBlock>
      <RepliesBlock channelId={channel.id} stored={stored} field="offHoursReplies" list={list}>
        <RulesWarnings {...told} block="replies" />
      </RepliesBlock>
      <RulesNotice />
    </>
  )
}
