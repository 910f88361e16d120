import type { ChannelDetails, ChannelRules } from '@otklik/protocol'

import {
  OffHoursBlock,
  RepliesBlock,
  type RulesEditing,
  RulesNotice,
} from '../channel-rules/index.ts'

interface OffHoursTabProps {
  channel: ChannelDetails
  rules: RulesEditing
  stored: ChannelRules
}

/** «Нерабочее время» */
export function OffHoursTab({ channel, rules, stored }: OffHoursTabProps) {
  return (
    <>
      <OffHoursBlock rules={rules} />
      <RepliesBlock
        channelId={channel.id}
        stored={stored}
        field="offHoursReplies"
        isMissed={rules.values.offHours === 'auto-replies'}
      />
      <RulesNotice />
    </>
  )
}
