import { useQuery } from '@tanstack/react-query'

import { ButtonLink } from '../../ui/button-link.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import { groupsQuery } from '../channel-groups/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Block } from '../settings-shell/index.ts'
import { groupPage } from './places.ts'

/** «Клиентская оценка качества» (COM-50, COM-51): it is set for the channel's whole group. */
export function RatingBlock({ channelId }: { channelId: string }) {
  const { channelRules: words } = useWords()
  const hasQuality = useModule('quality')
  return (
    <Block title={words.rating}>
      {hasQuality ? <RatingRow channelId={channelId} /> : <ModuleOff module="quality" />}
    </Block>
  )
}

function RatingRow({ channelId }: { channelId: string }) {
  const { channelRules: words } = useWords()
  const { data, isPending } = useQuery(groupsQuery)
  const group = data?.find(({ channels }) => channels.some(({ id }) => id === channelId))
  const isRated = group?.channels.find(({ id }) => id === channelId)?.isRated ?? false
  const isOn = (group?.rating.isOn ?? false) && isRated
  return (
    <SettingRow
      title={words.ratingTitle}
      help={group ? words.ratingOf(group.name, isOn) : undefined}
    >
      {/* Before it is known whose rating it is, it would lead to the list of all. */}
      {!isPending && (
        <ButtonLink to={groupPage(group?.id)} variant="default" aria-label={words.configureRating}>
          {words.configure}
        </ButtonLink>
      )}
    </SettingRow>
  )
}
