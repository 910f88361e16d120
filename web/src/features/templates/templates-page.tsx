import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { isMissing } from '../../ui/is-missing.ts'
import { Notice } from '../../ui/notice.tsx'
import { OuterLink } from '../../ui/outer-link.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useLanguage, useWords } from '../../words/index.ts'
import { useChannelKinds } from '../channel-settings/api/channel-kinds.ts'
import { channelQuery } from '../channel-settings/api/channels.ts'
import { KindGlyph } from '../channel-settings/kind-glyph.tsx'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { renewTemplates, templatesQuery } from './api/templates.ts'
import { TemplateDrawer } from './template-drawer.tsx'
import { TemplateList } from './template-list.tsx'
import { useTemplates } from './use-templates.ts'

/** «Шаблоны …» of one channel (WA-06). */
export function TemplatesPage() {
  const { templates } = useWords()
  const { channelId } = useParams({ from: '/signed-in/settings/channels/$channelId/templates' })
  return (
    <RequirePermission permission="channels.manage" title={templates.block}>
      <Loaded key={channelId} channelId={channelId} />
    </RequirePermission>
  )
}

function Loaded({ channelId }: { channelId: string }) {
  const { channelSettings, common, settings, templates: words } = useWords()
  const channel = useQuery(channelQuery(channelId))
  const kinds = useChannelKinds()
  const kind = kinds.data?.find(({ id }) => id === channel.data?.kind)
  if (channel.data && kind?.capabilities.templates) {
    return <Templates channel={channel.data} kind={kind} />
  }
  const failure = channel.error ?? kinds.error
  return (
    <SettingsPage
      title={words.block}
      crumb={{ to: '/settings/channels', label: settings.channels }}
    >
      {isMissing(failure) ? (
        <StateView icon="message" title={channelSettings.unknownChannel} />
      ) : kind ? (
        <StateView icon="message" title={channelSettings.noTemplates} />
      ) : failure ? (
        <FailureView
          title={common.loadFailed}
          failure={failure}
          onRepeat={() => {
            void channel.refetch()
            void kinds.refetch()
          }}
        />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block']} />
      )}
    </SettingsPage>
  )
}

function Templates({ channel, kind }: { channel: ChannelDetails; kind: ChannelKindView }) {
  const { common, settings, templates: words } = useWords()
  const client = useQueryClient()
  const language = useLanguage()
  const { data, error, refetch } = useTemplates(channel.id)
  /** An id, `new`, or nothing. */
  const [openId, setOpenId] = useState<string>()
  const renewal = useMutation({
    mutationFn: () => renewTemplates(channel.id),
    onSuccess: (all) => client.setQueryData(templatesQuery(channel.id, language).queryKey, all),
  })
  const helpUrl = kind.capabilities.templates?.helpUrl
  return (
    <SettingsPage
      isWide
      title={words.title(kind.title)}
      mark={<KindGlyph kind={kind} />}
      crumb={{ to: '/settings/channels', label: settings.channels }}
      help={
        <>
          {words.help}. {helpUrl ? <OuterLink href={helpUrl}>{words.howTo}</OuterLink> : null}
        </>
      }
      actions={
        <>
          <BusyButton
            variant="subtle"
            color="gray"
            leftSection={<Icon name="refresh" />}
            label={words.renew}
            isBusy={renewal.isPending}
            onClick={() => renewal.mutate()}
          />
          <Button leftSection={<Icon name="plus" />} onClick={() => setOpenId('new')}>
            {words.create}
          </Button>
        </>
      }
    >
      {renewal.error ? (
        <Notice tone="danger" isNew>
          {formError(renewal.error)}
        </Notice>
      ) : null}
      {data ? <TemplateList templates={data} onOpen={setOpenId} /> : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['block', 'block']} />}
      <TemplateDrawer
        channelId={channel.id}
        kind={kind}
        template={data?.find(({ id }) => id === openId)}
        isNew={openId === 'new'}
        onOpen={setOpenId}
        onClose={() => setOpenId(undefined)}
      />
    </SettingsPage>
  )
}
