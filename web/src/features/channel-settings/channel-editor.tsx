import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { useShortcuts } from '../shortcuts/index.ts'
import { ChannelFrame } from './channel-frame.tsx'
import { ChannelProblem } from './channel-problem.tsx'
import { ConflictNotice } from './conflict-notice.tsx'
import { mainField } from './connection-errors.ts'
import { ConnectionFields } from './connection-fields.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { HealthBlock } from './health-block.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { QuarantineBlock } from './quarantine-block.tsx'
import { SaveBar } from './save-bar.tsx'
import { SignatureBlock } from './signature-block.tsx'
import { StepsLink } from './steps-link.tsx'
import { useChannelEditor } from './use-channel-editor.ts'

interface ChannelEditorProps {
  channel: ChannelDetails
  kind: ChannelKindView
}

export function ChannelEditor({ channel, kind }: ChannelEditorProps) {
  const { channelSettings: words } = useWords()
  const editor = useChannelEditor(channel, kind)
  const [isDisconnecting, setDisconnecting] = useState(false)
  useShortcuts([['Ctrl KeyS', editor.save]])
  return (
    <ChannelFrame
      channel={channel}
      kind={kind}
      footer={
        <SaveBar
          editor={editor}
          kind={kind}
          aside={
            <Button variant="subtle" color="red" onClick={() => setDisconnecting(true)}>
              {words.disconnect}
            </Button>
          }
        />
      }
    >
      {editor.conflict ? <ConflictNotice editor={editor} kind={kind} /> : null}
      <ChannelProblem
        channel={channel}
        kind={kind}
        action={<Mending channel={channel} kind={kind} onReplace={editor.replaceMain} />}
      />
      <Block title={words.connection} aside={<StepsLink kind={kind} />}>
        <ConnectionFields
          kind={kind}
          typed={editor.draft.settings}
          stored={editor.stored.settings}
          errors={editor.errors.fields}
          identity={editor.identity}
          onChange={editor.change}
          onCommit={editor.commit}
        />
      </Block>
      <SignatureBlock value={editor.signature} onChange={editor.sign} />
      <HealthBlock channel={channel} kind={kind} />
      {channel.health.quarantined > 0 ? <QuarantineBlock channelId={channel.id} /> : null}
      <LeaveGuard unsaved={editor.unsaved} />
      <DisconnectDialog
        channel={channel}
        kind={kind}
        isOpen={isDisconnecting}
        onDisconnected={editor.revert}
        onClose={() => setDisconnecting(false)}
      />
    </ChannelFrame>
  )
}

interface MendingProps {
  channel: ChannelDetails
  kind: ChannelKindView
  onReplace: () => void
}

function Mending({ channel, kind, onReplace }: MendingProps) {
  const { problems } = useWords().channelSettings
  if (!channel.problem) {
    return <TextButton onClick={showQuarantine}>{problems.open}</TextButton>
  }
  const isCredentials = channel.problem.reason === 'misconfigured' && mainField(kind)
  return isCredentials ? <TextButton onClick={onReplace}>{problems.replace}</TextButton> : null
}

function showQuarantine(): void {
  document.getElementById('quarantine')?.scrollIntoView({ block: 'nearest' })
}
