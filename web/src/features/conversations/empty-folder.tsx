import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'

import { ButtonLink } from '../../ui/button-link.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type Folder, subjectOf } from './folder.ts'
import { useFolderCounts } from './use-folder-counts.ts'

export function EmptyFolder({ folder }: { folder: Folder }) {
  const { list } = useWords()
  const navigate = useNavigate()
  const queued = useFolderCounts().get('queue') ?? 0
  if (useIsUnconnected()) {
    return (
      <StateView
        icon="message"
        title={list.noChannels}
        help={list.noChannelsHelp}
        action={
          <ButtonLink to="/settings/channels" variant="default">
            {list.connectChannel}
          </ButtonLink>
        }
      />
    )
  }
  if (folder === 'closed') {
    return <StateView icon="checkCircle" title={list.emptyClosed} help={list.emptyClosedHelp} />
  }
  if (folder === 'spam') {
    return <StateView icon="ban" title={list.emptySpam} help={list.emptySpamHelp} />
  }
  if (folder === 'mentions') {
    return <StateView icon="at" title={list.emptyMentions} help={list.emptyMentionsHelp} />
  }
  if (subjectOf(folder, 'filter') !== undefined) {
    return (
      <StateView
        icon="filter"
        title={list.emptyFilter}
        help={list.emptyFilterHelp}
        action={
          <Button
            variant="default"
            onClick={() => void navigate({ to: '.', search: { folder: 'open' } })}
          >
            {list.showAll}
          </Button>
        }
      />
    )
  }
  if (folder === 'mine' && queued > 0) {
    return (
      <StateView
        icon="inbox"
        title={list.emptyMine}
        help={list.emptyMineHelp}
        action={
          <Button
            variant="default"
            onClick={() => void navigate({ to: '.', search: { folder: 'queue' } })}
          >
            {list.toQueue}
          </Button>
        }
      />
    )
  }
  const titles: Partial<Record<Folder, string>> = {
    unanswered: list.emptyTitle,
    mine: list.emptyMine,
    queue: list.emptyQueue,
    bots: list.emptyBots,
    held: list.emptyHeld,
    snoozed: list.emptySnoozed,
  }
  return (
    <StateView icon="checkCircle" title={titles[folder] ?? list.emptyOpen} help={list.emptyHelp} />
  )
}

/** Nobody can write to us yet, and the reader may change that. */
function useIsUnconnected(): boolean {
  const { account, permissions } = useSession()
  const hasChannels = useFeedState(({ channels }) =>
    [...channels.values()].some(({ state }) => state !== 'disconnected'),
  )
  return permissions.includes('channels.manage') && !account.isSuspended && !hasChannels
}
