import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { Warning } from '@otklik/protocol/settings'

import { useWords } from '../../words/index.ts'
import {
  InactivityBlock,
  type RulesEditing,
  RulesWarnings,
  ShareBlock,
} from '../channel-rules/index.ts'
import { Block } from '../settings-shell/index.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import { type Signature, signaturePath, typedSettings } from './connection-draft.ts'
import { SandboxChoice } from './sandbox-choice.tsx'
import { SignatureBlock } from './signature-block.tsx'
import type { ConnectionEditing } from './use-connection.ts'

interface CommonTabProps {
  channel: ChannelDetails
  kind: ChannelKindView
  connection: ConnectionEditing
  rules: RulesEditing
  warnings: readonly Warning[]
}

/** «Общие настройки» */
export function CommonTab(props: CommonTabProps) {
  const { channel, kind, connection, rules, warnings } = props
  const told = { warnings, channelId: channel.id, rules } as const
  const { channelRules: words } = useWords()
  const { edit, change, commit } = connection
  const fields = {
    ...{ kind, typed: typedSettings(kind.fields, edit.draft), stored: channel.settings },
    ...{ errors: edit.errors, onChange: change, onCommit: commit },
  }
  return (
    <>
      <InactivityBlock rules={rules}>
        <RulesWarnings {...told} block="closing" />
        <RulesWarnings {...told} block="replies" />
      </InactivityBlock>
      <ShareBlock rules={rules} />
      <SignatureBlock
        value={edit.values[signaturePath] as Signature}
        onChange={(signature) => edit.change({ [signaturePath]: signature })}
      />
      {kind.fields.some(({ isAdvanced }) => isAdvanced) ? (
        <Block title={words.reach(kind.title)} help={words.reachHelp(kind.title)}>
          <SandboxChoice {...fields} />
          <AdvancedFields {...fields} />
        </Block>
      ) : null}
    </>
  )
}
