import { Button } from '@mantine/core'
import type { Team } from '@otklik/protocol'

import { ButtonLink } from '../../ui/button-link.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { teamPage } from './places.ts'
import type { ReceiverDraft } from './rules-draft.ts'
import { useDuration } from './use-rules.ts'

/** A summary of the team's setting and the way to it: it is set there, not here (COM-15). */
export function DistributionRow({ receiver }: { receiver: ReceiverDraft }) {
  const { channelRules: words } = useWords()
  const team = useFeedState(({ teams }) =>
    receiver.kind === 'team' ? teams.get(receiver.id) : undefined,
  )
  if (!team) {
    return (
      <SettingRow isOff title={words.distribution} help={words.distributionOff}>
        <Button
          variant="default"
          data-disabled
          aria-disabled
          aria-label={words.configureDistribution}
        >
          {words.configure}
        </Button>
      </SettingRow>
    )
  }
  return (
    <SettingRow title={words.distribution} help={<Summary team={team} />}>
      <ButtonLink to={teamPage(team.id)} variant="default" aria-label={words.configureDistribution}>
        {words.configure}
      </ButtonLink>
    </SettingRow>
  )
}

function Summary({ team }: { team: Team }) {
  const { channelRules: words } = useWords()
  const duration = useDuration()
  const { method, answerWaitS } = team.settings
  const facts = [words.methods[method]]
  // Whoever takes them by hand is not waited for.
  if (method !== 'manual') facts.push(words.answerWait(duration(answerWaitS)))
  return `${facts.join(', ')} · ${words.shared}`
}
