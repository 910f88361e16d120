import type { SiteSettings } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'

import { useWords } from '../../words/index.ts'
import { ConflictNotice, type Editing, SaveBar, useEditing } from '../editing/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { saveSite, siteQuery } from './api/site.ts'
import { BeforeBlock } from './before-block.tsx'
import { InstallBlock } from './install-block.tsx'
import { LookBlock } from './look-block.tsx'
import { MessengersBlock } from './messengers-block.tsx'
import { Preview } from './preview.tsx'
import { QuestionsBlock } from './questions-block.tsx'
import { TextsBlock } from './texts-block.tsx'
import { lookOf, valuesOf, type WidgetValues } from './widget-values.ts'

interface WidgetEditorProps {
  channelId: string
  site: SiteSettings
}

export function WidgetEditor({ channelId, site }: WidgetEditorProps) {
  const { settings, siteDesigner: words } = useWords()
  const edit = useWidgetEditing(channelId, site)
  return (
    <SettingsPage
      title={words.title}
      crumb={{ to: '/settings/channels', label: settings.channels }}
      help={words.help}
      aside={<Preview site={site} values={edit.values} />}
      footer={<SaveBar edits={[edit]} />}
    >
      <ConflictNotice edit={edit} show={(_, value) => JSON.stringify(value)} />
      <InstallBlock channelId={channelId} site={site} />
      <LookBlock edit={edit} />
      <TextsBlock edit={edit} />
      <MessengersBlock edit={edit} site={site} />
      <QuestionsBlock edit={edit} />
      <BeforeBlock edit={edit} />
    </SettingsPage>
  )
}

function useWidgetEditing(channelId: string, site: SiteSettings): Editing<WidgetValues> {
  const { siteDesigner: words } = useWords()
  const client = useQueryClient()
  const query = siteQuery(channelId)
  return useEditing<SiteSettings, WidgetValues>({
    stored: site,
    valuesOf,
    names: words.names,
    save: ({ version, values }) =>
      saveSite(channelId, { version, look: lookOf(values), questions: values.questions }),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    keep: (saved) => client.setQueryData(query.queryKey, saved),
  })
}
