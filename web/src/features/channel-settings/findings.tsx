import type { ChannelDetails, ChannelFinding } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { channelQuery } from './api/channels.ts'
import { inspectChannel, mendFinding } from './api/findings.ts'

/** What stands in the way on the platform's side; what can be mended from here is one click away. */
export function Findings({ channel }: { channel: ChannelDetails }) {
  return channel.findings.map((finding) => (
    <FindingNotice key={finding.code} channel={channel} finding={finding} />
  ))
}

interface FindingNoticeProps {
  channel: ChannelDetails
  finding: ChannelFinding
}

function FindingNotice({ channel, finding }: FindingNoticeProps) {
  const { findings: words } = useWords().channelSettings
  const client = useQueryClient()
  const { id: channelId, state } = channel
  const { code, severity, text, mending } = finding
  const act = useMutation({
    mutationFn: () => (mending ? mendFinding(channelId, code) : inspectChannel(channelId)),
    onSettled: () => client.invalidateQueries({ queryKey: channelQuery(channelId).queryKey }),
  })
  const isBlocking = severity === 'blocks'
  return (
    <Notice
      tone={isBlocking ? 'danger' : 'warn'}
      help={
        formError(act.error) ?? (isBlocking && state === 'connecting' ? words.blocks : undefined)
      }
      actions={
        <BusyButton
          variant={mending && isBlocking ? 'filled' : 'default'}
          label={mending ?? words.lookAgain}
          busyLabel={mending ? words.mending : words.looking}
          isBusy={act.isPending}
          onClick={() => act.mutate()}
        />
      }
    >
      {text}
    </Notice>
  )
}
