import type { ChannelDetails, ChannelKindView, ChannelRules } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import {
  ClosingBlock,
  RatingBlock,
  ReceiverBlock,
  RepliesBlock,
  type RulesEditing,
  ScheduleBlock,
} from '../channel-rules/index.ts'
import { Block } from '../settings-shell/index.ts'
import { typedSettings } from './connection-draft.ts'
import { ConnectionFields } from './connection-fields.tsx'
import { StepsLink } from './steps-link.tsx'
import type { ConnectionEditing } from './use-connection.ts'

interface WorkingTabProps {
  channel: ChannelDetails
  kind: ChannelKindView
  connection: ConnectionEditing
  rules: RulesEditing
  stored: ChannelRules
}

/** «Рабочее время» */
export function WorkingTab({ channel, kind, connection, rules, stored }: WorkingTabProps) {
  const { channelSettings: words } = useWords()
  return (
    <>
      <ScheduleBlock />
      <Block title={words.connection} aside={<StepsLink kind={kind} />}>
        <ConnectionFields
          kind={kind}
          typed={typedSettings(kind.fields, connection.edit.draft)}
          stored={channel.settings}
          errors={connection.edit.errors}
          identity={connection.identity}
          onChange={connection.change}
          onCommit={connection.commit}
        />
      </Block>
      <ReceiverBlock rules={rules} />
      <RepliesBlock channelId={channel.id} stored={stored} field="autoReplies" />
      <ClosingBlock rules={rules} />
      <RatingBlock />
    </>
  )
}
