import type { ChannelDetails } from '@otklik/protocol'
import type { ChannelStanding } from '@otklik/protocol/settings'

import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { Block } from '../settings-shell/index.ts'
import { Age } from './age.tsx'
import { Figure, Figures, Moment } from './figures.tsx'

interface WatchBlockProps {
  channel: ChannelDetails
  standing: ChannelStanding
}

/** What would end in silence: a subscription that was taken away, a token that is over. */
export function WatchBlock({ channel, standing: { watch, token } }: WatchBlockProps) {
  const { channelSettings, channelState: words } = useWords()
  const formats = useFormats()
  const { recovered } = channel.health
  return (
    <Block title={words.watch} help={words.watchHelp}>
      {watch.unsubscribedSince ? (
        <Notice tone="warn">
          <Age at={watch.unsubscribedSince} say={words.unsubscribed} />
        </Notice>
      ) : null}
      {watch.missedSince ? (
        <Notice tone="warn">{words.missed(formats.fullMoment(new Date(watch.missedSince)))}</Notice>
      ) : null}
      <Figures>
        <Figure label={words.wellAt}>
          <Moment at={watch.wellAt} />
        </Figure>
        {recovered ? (
          <Figure
            label={channelSettings.figures.recovered}
            aside={<Age at={recovered.at} say={channelSettings.ago} />}
          >
            {channelSettings.recovered(recovered.count)}
          </Figure>
        ) : null}
        {token ? <TokenEnd token={token} /> : null}
      </Figures>
    </Block>
  )
}

const SOON_MS = 7 * 86_400_000

function TokenEnd({ token: { endsAt } }: { token: NonNullable<ChannelStanding['token']> }) {
  const { channelState: words } = useWords()
  if (!endsAt) return <Figure label={words.token}>{words.forEver}</Figure>
  return <NearingEnd at={endsAt} />
}

function NearingEnd({ at }: { at: string }) {
  const { channelState: words } = useWords()
  const formats = useFormats()
  const leftMs = useServerTime((now) => Date.parse(at) - now)
  return (
    <Figure
      label={words.token}
      isBad={leftMs < SOON_MS}
      aside={leftMs > 0 ? words.left(formats.duration(leftMs)) : words.over}
    >
      {formats.fullMoment(new Date(at))}
    </Figure>
  )
}
