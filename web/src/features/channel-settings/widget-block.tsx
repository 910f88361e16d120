import type { ChannelKindView } from '@otklik/protocol'

import { ButtonLink } from '../../ui/button-link.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'

interface WidgetBlockProps {
  kind: ChannelKindView
  channelId: string
}

/** Where customers write through a panel of ours: how it looks is a page of its own. */
export function WidgetBlock({ kind, channelId }: WidgetBlockProps) {
  const { widget: words } = useWords().channelSettings
  if (!kind.capabilities.hasPanel) return null
  return (
    <Block title={words.block}>
      <SettingRow title={words.title} help={words.help}>
        <ButtonLink
          to="/settings/channels/$channelId/widget"
          params={{ channelId }}
          variant="default"
        >
          {words.open}
        </ButtonLink>
      </SettingRow>
    </Block>
  )
}
