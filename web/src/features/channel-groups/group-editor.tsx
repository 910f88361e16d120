import { Button, TextInput } from '@mantine/core'
import type { ChannelGroup } from '@otklik/protocol/settings'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import { ConflictNotice, type Editing, fieldId, SaveBar, useEditing } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { ModuleOff, useModule } from '../modules/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { editGroup, groupsQuery } from './api/groups.ts'
import { ChannelsBlock } from './channels-block.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { type GroupValues, toChanges, valuesOf } from './group-values.ts'
import { RatingBlock } from './rating-block.tsx'

interface GroupEditorProps {
  group: ChannelGroup
  groups: readonly ChannelGroup[]
}

export function GroupEditor({ group, groups }: GroupEditorProps) {
  const { channelGroups: words } = useWords()
  const edit = useGroupEditing(group)
  const show = useShowValue()
  const hasQuality = useModule('quality')
  const [isDeleting, setDeleting] = useState(false)
  return (
    <SettingsPage
      title={words.pageTitle}
      crumb={{ to: '/settings/channel-groups', label: words.title }}
      help={group.name}
      footer={
        <SaveBar
          edits={[edit]}
          aside={
            group.isFirst ? null : (
              <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
                {words.delete}
              </Button>
            )
          }
        />
      }
    >
      <ConflictNotice edit={edit} show={show} />
      <Block title={words.name}>
        <TextInput
          id={fieldId('name')}
          aria-label={words.name}
          value={edit.values.name}
          error={fieldError(edit.errors.name)}
          maxLength={80}
          onChange={(event) => edit.change({ name: event.currentTarget.value })}
        />
      </Block>
      {hasQuality ? (
        <RatingBlock edit={edit} />
      ) : (
        <Block title={words.rating}>
          <ModuleOff module="quality" />
        </Block>
      )}
      <ChannelsBlock edit={edit} group={group} groups={groups} />
      <DeleteDialog
        group={group}
        isOpen={isDeleting}
        onDeleted={edit.revert}
        onClose={() => setDeleting(false)}
      />
    </SettingsPage>
  )
}

function useGroupEditing(group: ChannelGroup): Editing<GroupValues> {
  const { channelGroups: words } = useWords()
  const client = useQueryClient()
  return useEditing<ChannelGroup, GroupValues>({
    stored: group,
    valuesOf,
    names: words.names,
    save: ({ version, changes }) => editGroup(group.id, { version, ...toChanges(changes) }),
    reload: async () => {
      const groups = await client.fetchQuery({ ...groupsQuery, staleTime: 0 })
      return groups.find(({ id }) => id === group.id) ?? group
    },
    // A channel that came here has left another group.
    keep: (saved) => {
      client.setQueryData(groupsQuery.queryKey, (groups) =>
        groups?.map((each) => (each.id === saved.id ? saved : each)),
      )
      void client.invalidateQueries({ queryKey: groupsQuery.queryKey })
    },
  })
}

function useShowValue() {
  const { channelGroups: words } = useWords()
  const channels = useFeedState((state) => state.channels)
  return (name: keyof GroupValues, value: GroupValues[keyof GroupValues]): string => {
    if (typeof value === 'boolean') return value ? words.on : words.off
    if (typeof value === 'string') return name === 'rating.scale' ? words.scaleName(value) : value
    return value.map(({ id }) => channels.get(id)?.name ?? '').join(', ') || words.noChannels
  }
}
