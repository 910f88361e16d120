import { Button, TextInput } from '@mantine/core'
import type { Team } from '@otklik/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { DryRunButton, DryRunPanel } from '../dry-run/index.ts'
import { ConflictNotice, type Editing, fieldId, SaveBar, useEditing } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { AbsenceBlock } from './absence-block.tsx'
import { editTeam } from './api/edit-team.ts'
import { teamsQuery } from './api/teams-query.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { DistributionBlock } from './distribution-block.tsx'
import { MembersBlock } from './members-block.tsx'
import { SlaBlock, wrongTargets } from './sla-block.tsx'
import { type TeamValues, toChanges, valuesOf } from './team-values.ts'
import { editedTeam, TeamWarnings } from './team-warnings.tsx'
import { TellingBlock } from './telling-block.tsx'
import { UnknownTeam } from './unknown-team.tsx'
import { useReceiving } from './use-receiving.ts'
import { useShowValue } from './use-show-value.ts'
import { useKeepTeam } from './use-teams.ts'
import { WaitingBlock } from './waiting-block.tsx'

interface TeamEditorProps {
  team: Team
  teams: readonly Team[]
  /** It was deleted elsewhere while it is open here. */
  isGone: boolean
}

export function TeamEditor({ team, teams, isGone }: TeamEditorProps) {
  const { teams: words } = useWords()
  const edit = useTeamEditing(team)
  const channels = useReceiving()?.(team.id)
  const show = useShowValue(teams)
  const [isDeleting, setDeleting] = useState(false)
  const [isChecking, setChecking] = useState(false)
  if (isGone && !edit.isDirty) return <UnknownTeam />
  const wrong = Object.keys(edit.errors)[0]
  return (
    <SettingsPage
      title={team.name}
      crumb={{ to: '/settings/teams', label: words.title }}
      help={
        channels &&
        (channels.length > 0 ? words.receives(channels.join(', ')) : words.receivesNothing)
      }
      actions={<DryRunButton isOpen={isChecking} onToggle={setChecking} />}
      panel={
        isChecking ? (
          <DryRunPanel
            edited={edit.isDirty ? { team: editedTeam(team, edit) } : undefined}
            wrong={wrong === undefined ? undefined : edit.nameOf(wrong)}
            onClose={() => setChecking(false)}
          />
        ) : undefined
      }
      footer={
        isGone ? undefined : (
          <SaveBar
            edits={[edit]}
            aside={
              team.isEveryone ? null : (
                <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
                  {words.delete}
                </Button>
              )
            }
          />
        )
      }
    >
      {isGone ? (
        <Notice tone="warn" isNew help={words.goneHelp}>
          {words.gone}
        </Notice>
      ) : null}
      <ConflictNotice edit={edit} show={show} />
      <TeamWarnings team={team} edit={edit} />
      <Block title={words.name}>
        <TextInput
          id={fieldId('name')}
          aria-label={words.name}
          value={edit.values.name}
          error={fieldError(edit.errors.name)}
          maxLength={60}
          onChange={(event) => edit.change({ name: event.currentTarget.value })}
        />
      </Block>
      <MembersBlock edit={edit} isEveryone={team.isEveryone} />
      <DistributionBlock edit={edit} />
      <WaitingBlock edit={edit} teams={teams.filter(({ id }) => id !== team.id)} />
      <TellingBlock edit={edit} />
      <SlaBlock edit={edit} />
      <AbsenceBlock edit={edit} />
      <DeleteDialog
        team={team}
        isOpen={isDeleting}
        onDeleted={edit.revert}
        onClose={() => setDeleting(false)}
      />
    </SettingsPage>
  )
}

const durations = [
  'settings.answerWaitS',
  'settings.queueWaitS',
  'settings.stickyWaitS',
  'settings.answerNormS',
  'settings.tellTeamS',
  'settings.silenceS',
] as const

function useTeamEditing(team: Team): Editing<TeamValues> {
  const { teams: words } = useWords()
  const client = useQueryClient()
  const known = useFeedState((state) => state.teams.get(team.id))
  return useEditing<Team, TeamValues>({
    stored: known && known.version > team.version ? known : team,
    valuesOf,
    names: words.names,
    // A number that is none cannot be told to the server, which would have the words for it.
    check: (values) => {
      const wrong = [
        ...[...durations, 'settings.relaxAfterS' as const].filter((path) =>
          Number.isNaN(values[path]),
        ),
        ...wrongTargets(values['settings.sla']),
      ]
      const errors = Object.fromEntries(wrong.map((path) => [path, words.notWhole]))
      return Number.isNaN(values['settings.absence'].afterS)
        ? { ...errors, 'settings.absence.afterS': words.notWhole }
        : errors
    },
    save: ({ version, changes }) => editTeam(team.id, version, toChanges(changes)),
    reload: async () => {
      const teams = await client.fetchQuery({ ...teamsQuery, staleTime: 0 })
      return teams.find(({ id }) => id === team.id) ?? team
    },
    keep: useKeepTeam(),
  })
}
