import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { ConflictNotice, fieldId, SaveBar } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { ChannelFrame } from './channel-frame.tsx'
import { ChannelProblem } from './channel-problem.tsx'
import { type Signature, settingPath, signaturePath, typedSettings } from './connection-draft.ts'
import { mainField } from './connection-errors.ts'
import { ConnectionFields } from './connection-fields.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { HealthBlock } from './health-block.tsx'
import { QuarantineBlock } from './quarantine-block.tsx'
import { SignatureBlock } from './signature-block.tsx'
import { StepsLink } from './steps-link.tsx'
import { useConnection } from './use-connection.ts'
import { useShowConnection } from './use-show-connection.ts'

interface ChannelEditorProps {
  channel: ChannelDetails
  kind: ChannelKindView
}

export function ChannelEditor({ channel, kind }: ChannelEditorProps) {
  const { channelSettings: words } = useWords()
  const connection = useConnection(channel, kind)
  const { edit } = connection
  const show = useShowConnection(kind)
  const [isDisconnecting, setDisconnecting] = useState(false)
  return (
    <ChannelFrame
      channel={channel}
      kind={kind}
      footer={
        <SaveBar
          edits={[edit]}
          aside={
            <Button variant="subtle" color="red" onClick={() => setDisconnecting(true)}>
              {words.disconnect}
            </Button>
          }
        />
      }
    >
      <ConflictNotice edit={edit} show={show} />
      <ChannelProblem
        channel={channel}
        kind={kind}
        action={
          <Mending
            channel={channel}
            kind={kind}
            onReplace={() => {
              connection.replaceMain()
              focusMain(kind)
            }}
          />
        }
      />
      <Block title={words.connection} aside={<StepsLink kind={kind} />}>
        <ConnectionFields
          kind={kind}
          typed={typedSettings(kind.fields, edit.draft)}
          stored={channel.settings}
          errors={edit.errors}
          identity={connection.identity}
          onChange={connection.change}
          onCommit={connection.commit}
        />
      </Block>
      <SignatureBlock
        value={edit.values[signaturePath] as Signature}
        onChange={(signature) => edit.change({ [signaturePath]: signature })}
      />
      <HealthBlock channel={channel} kind={kind} />
      {channel.health.quarantined > 0 ? <QuarantineBlock channelId={channel.id} /> : null}
      <DisconnectDialog
        channel={channel}
        kind={kind}
        isOpen={isDisconnecting}
        onDisconnected={edit.revert}
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

/** The field that takes the place of the mask is there only once it has been drawn. */
function focusMain(kind: ChannelKindView): void {
  const path = settingPath(mainField(kind)?.name ?? '')
  requestAnimationFrame(() => document.getElementById(fieldId(path))?.focus())
}

function showQuarantine(): void {
  document.getElementById('quarantine')?.scrollIntoView({ block: 'nearest' })
}
