import { Button } from '@mantine/core'
import type { ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { useWords } from '../../words/index.ts'
import { ScheduleBlock } from '../channel-rules/index.ts'
import { BarFailure, BarFrame, LeaveGuard } from '../editing/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { TemplatesBlock } from '../templates/templates-block.tsx'
import { FoldedFields } from './advanced-fields.tsx'
import { type ConnectStage, ConnectStepper } from './connect-stepper.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import { ConnectionSteps, useStepsTitle } from './connection-steps.tsx'
import { KindGlyph } from './kind-glyph.tsx'
import { SandboxChoice } from './sandbox-choice.tsx'
import { SignInBlock } from './sign-in-block.tsx'
import { SignatureBlock } from './signature-block.tsx'
import { useNewChannel } from './use-new-channel.ts'

/** First the hours it will work in, then whose it is; its own settings follow on its page. */
export function NewChannel({ kind }: { kind: ChannelKindView }) {
  const [stage, setStage] = useState<ConnectStage>('schedule')
  return stage === 'schedule' ? (
    <ScheduleStage kind={kind} onNext={() => setStage('connection')} />
  ) : (
    <ConnectionStage kind={kind} />
  )
}

function ScheduleStage({ kind, onNext }: { kind: ChannelKindView; onNext: () => void }) {
  const { channelSettings: words, settings } = useWords()
  return (
    <SettingsPage
      title={words.connectTitle(kind.title)}
      mark={<KindGlyph kind={kind} />}
      crumb={{ to: '/settings/channels', label: settings.channels }}
      footer={
        <BarFrame>
          <Button onClick={onNext}>{words.next}</Button>
        </BarFrame>
      }
    >
      <ConnectStepper current="schedule" />
      <ScheduleBlock />
    </SettingsPage>
  )
}

/** From the instruction to a working channel. */
function ConnectionStage({ kind }: { kind: ChannelKindView }) {
  const { channelSettings: words, settings } = useWords()
  const channel = useNewChannel(kind)
  const stepsTitle = useStepsTitle(kind)
  const fields = {
    ...{ kind, typed: channel.typed, stored: {}, errors: channel.errors.fields },
    ...{ onChange: channel.change, onCommit: channel.commit },
  }
  return (
    <SettingsPage
      title={words.connectTitle(kind.title)}
      mark={<KindGlyph kind={kind} />}
      crumb={{ to: '/settings/channels', label: settings.channels }}
      footer={
        <BarFrame>
          <BusyButton
            label={words.connect}
            busyLabel={words.connecting}
            isBusy={channel.isConnecting}
            onClick={channel.connect}
          />
          {channel.errors.form ? <BarFailure>{channel.errors.form}</BarFailure> : null}
        </BarFrame>
      }
    >
      <ConnectStepper current="connection" />
      <Block title={stepsTitle}>
        <ConnectionSteps steps={kind.steps} />
      </Block>
      <Block title={kind.connectionTitle ?? words.connection}>
        <SandboxChoice {...fields} />
        <ConnectionFields {...fields} identity={channel.check} />
        <FoldedFields {...fields} />
      </Block>
      {kind.canSignIn ? <SignInBlock kind={kind} /> : null}
      <TemplatesBlock kind={kind} />
      <SignatureBlock value={channel.signature} onChange={channel.sign} />
      <LeaveGuard unsaved={channel.unsaved} />
    </SettingsPage>
  )
}
