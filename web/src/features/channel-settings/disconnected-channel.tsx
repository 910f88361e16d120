import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { FoldedFields } from './advanced-fields.tsx'
import { ChannelFrame } from './channel-frame.tsx'
import { ConnectionFields } from './connection-fields.tsx'

interface DisconnectedChannelProps {
  channel: ChannelDetails
  kind: ChannelKindView
}

const nothing = () => undefined

/** Nothing can be changed any more; what it was stays readable, as its history does (COM-82). */
export function DisconnectedChannel({ channel, kind }: DisconnectedChannelProps) {
  const { channelSettings: words } = useWords()
  return (
    <ChannelFrame channel={channel} kind={kind}>
      <Notice icon="pause" help={words.disconnectedHelp}>
        {words.disconnectedNotice}
      </Notice>
      <Block
        title={kind.connectionTitle ?? words.connection}
        aside={
          <ButtonLink
            to="/settings/channels/new/$kind"
            params={{ kind: kind.id }}
            variant="default"
          >
            {words.connectAgain}
          </ButtonLink>
        }
      >
        <ConnectionFields
          isReadOnly
          kind={kind}
          typed={{}}
          stored={channel.settings}
          errors={{}}
          identity={{ identity: channel.identity, isChecking: false }}
          onChange={nothing}
          onCommit={nothing}
        />
        <FoldedFields
          isReadOnly
          kind={kind}
          typed={{}}
          stored={channel.settings}
          errors={{}}
          onChange={nothing}
          onCommit={nothing}
        />
      </Block>
    </ChannelFrame>
  )
}
