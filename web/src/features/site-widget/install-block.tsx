import type { SiteSettings } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { makeSecret, siteQuery } from './api/site.ts'

interface InstallBlockProps {
  channelId: string
  site: SiteSettings
}

/** The one line for the company's pages, where it works, and the secret that signs customers. */
export function InstallBlock({ channelId, site }: InstallBlockProps) {
  const { siteDesigner: words } = useWords()
  const client = useQueryClient()
  const make = useMutation({
    mutationFn: () => makeSecret(channelId),
    onSuccess: () => client.invalidateQueries({ queryKey: siteQuery(channelId).queryKey }),
  })
  const failure = make.error ? formError(make.error) : undefined
  const snippet = `<script defer src="${location.origin}/widget/${site.siteKey}.js"></script>`
  return (
    <Block title={words.install} help={words.installHelp}>
      <CopyField label={words.snippet} value={snippet} />
      <SettingRow title={words.sites} help={site.sites.join(', ')}>
        <ButtonLink to="/settings/channels/$channelId" params={{ channelId }} variant="default">
          {words.changeSites}
        </ButtonLink>
      </SettingRow>
      <SettingRow title={words.secret} help={site.identitySecret ?? words.secretHelp}>
        <BusyButton
          variant="default"
          label={site.identitySecret ? words.newSecret : words.makeSecret}
          isBusy={make.isPending}
          onClick={() => make.mutate()}
        />
      </SettingRow>
      {failure ? <Notice icon="warning">{failure}</Notice> : null}
      {make.data ? <CopyField label={words.secretOnce} value={make.data.secret} /> : null}
    </Block>
  )
}
