import { Button } from '@mantine/core'
import type { ChannelGroup } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Editable, RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { groupsQuery } from './api/groups.ts'
import styles from './channel-groups.module.css'
import { CreateDrawer } from './create-drawer.tsx'

/** «Группы каналов»: channels that share the rules of rating; each is in exactly one (D-29). */
export function GroupsPage() {
  const { channelGroups } = useWords()
  return (
    <RequirePermission permission="channels.manage" title={channelGroups.title}>
      <Groups />
    </RequirePermission>
  )
}

function Groups() {
  const { common, channelGroups: words } = useWords()
  const { data, error, refetch } = useQuery(groupsQuery)
  const hasQuality = useModule('quality')
  const [isCreating, setCreating] = useState(false)
  return (
    <SettingsPage
      title={words.title}
      help={words.subtitle}
      actions={
        <Editable>
          <Button leftSection={<Icon name="plus" />} onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        </Editable>
      }
    >
      {hasQuality ? null : <ModuleOff module="quality" />}
      {data ? (
        <ul className={styles.list}>
          {data.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </ul>
      ) : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['block', 'block']} />}
      <CreateDrawer isOpen={isCreating} onClose={() => setCreating(false)} />
    </SettingsPage>
  )
}

function GroupRow({ group }: { group: ChannelGroup }) {
  const { channelGroups: words } = useWords()
  const state = useFeedState((known) => known)
  const names = group.channels.map(({ id }) => channelTitle(state, id))
  return (
    <li>
      <Link
        to="/settings/channel-groups/$groupId"
        params={{ groupId: group.id }}
        className={styles.row}
      >
        <span className={styles.words}>
          <span className={styles.name}>{group.name}</span>
          <span className={styles.help}>
            {names.length > 0 ? names.join(', ') : words.noChannels}
          </span>
          <span className={styles.help}>
            {group.rating.isOn ? words.isRated[group.rating.scale] : words.isNotRated}
          </span>
        </span>
        <Icon name="chevronRight" className={styles.chevron} />
      </Link>
    </li>
  )
}
