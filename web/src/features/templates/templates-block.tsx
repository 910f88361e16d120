import type { ChannelKindView } from '@otklik/protocol'

import { ButtonLink } from '../../ui/button-link.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'

interface TemplatesBlockProps {
  kind: ChannelKindView
  /** Nothing before the first save: the list is of a channel (WA-05). */
  channelId?: string
}

/** «Шаблоны», where the platform has them. */
export function TemplatesBlock({ kind, channelId }: TemplatesBlockProps) {
  const { templates: words } = useWords()
  if (!kind.capabilities.templates) return null
  return (
    <Block title={words.block}>
      {channelId ? (
        <SettingRow title={words.blockTitle(kind.title)} help={words.blockHelp}>
          <ButtonLink
            to="/settings/channels/$channelId/templates"
            params={{ channelId }}
            variant="default"
          >
            {words.open}
          </ButtonLink>
        </SettingRow>
      ) : (
        <SettingRow title={words.open} help={words.stub} isOff />
      )}
    </Block>
  )
}
