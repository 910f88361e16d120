import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { ChannelRules, Warning } from '@otklik/protocol/settings'

import { useWords } from '../../words/index.ts'
import {
  ClosingBlock,
  RatingBlock,
  ReceiverBlock,
  RepliesBlock,
  type RulesEditing,
  RulesWarnings,
  ScheduleBlock,
  useOpenList,
} from '../channel-rules/index.ts'
import { Block } from '../settings-shell/index.ts'
import { ClosingTemplateField } from '../templates/closing-template-field.tsx'
import { TemplatesBlock } from '../templates/templates-block.tsx'
import { typedSettings } from './connection-draft.ts'
import { ConnectionFields } from './connection-fields.tsx'
import { StepsLink } from './steps-link.tsx'
import type { ConnectionEditing } from './use-connection.ts'
import { WidgetBlock } from './widget-block.tsx'

interface WorkingTabProps {
  channel: ChannelDetails
  kind: ChannelKindView
  connection: ConnectionEditing
  rules: RulesEditing
  stored: ChannelRules
  warnings: readonly Warning[]
}

/** «Рабочее время» */
export function WorkingTab(props: WorkingTabProps) {
  const { channel, kind, connection, rules, stored, warnings } = props
  const list = useOpenList()
  const told = { warnings, channelId: channel.id, rules, list } as const
  const { channelSettings: words } = useWords()
  return (
    <>
      <ScheduleBlock />
      <Block title={kind.connectionTitle ?? words.connection} aside={<StepsLink kind={kind} />}>
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
      <TemplatesBlock kind={kind} channelId={channel.id} />
      <WidgetBlock kind={kind} channelId={channel.id} />
      <ReceiverBlock rules={rules} kindId={kind.id}>
        <RulesWarnings {...told} block="receiver" />
      </ReceiverBlock>
      <RepliesBlock channelId={channel.id} stored={stored} field="autoReplies" list={list}>
        <RulesWarnings {...told} block="replies" />
      </RepliesBlock>
      <ClosingBlock rules={rules}>
        {rules.values.isClosingTextShown ? (
          <ClosingTemplateField
            kind={kind}
            channelId={channel.id}
            value={rules.values.closingTemplateId}
            error={rules.errors.closingTemplateId}
            onChange={(closingTemplateId) => rules.change({ closingTemplateId })}
          />
        ) : null}
        <RulesWarnings {...told} block="closing" />
      </ClosingBlock>
      <RatingBlock channelId={channel.id} />
    </>
  )
}
