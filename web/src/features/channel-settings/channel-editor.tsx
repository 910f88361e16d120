import { Button } from '@mantine/core'
import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import type { ChannelRules } from '@otklik/protocol/settings'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords, withWords } from '../../words/index.ts'
import { useRules, useShowRules } from '../channel-rules/index.ts'
import { DryRunPanel } from '../dry-run/index.ts'
import { ConflictNotice, fieldId, SaveBar } from '../editing/index.ts'
import { QuestionBlock, useTracking } from '../tracking/index.ts'
import { ChannelFrame } from './channel-frame.tsx'
import { ChannelProblem } from './channel-problem.tsx'
import { ChannelTabs } from './channel-tabs.tsx'
import { CommonTab } from './common-tab.tsx'
import { settingPath } from './connection-draft.ts'
import { mainField } from './connection-errors.ts'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { Findings } from './findings.tsx'
import { LastStage } from './last-stage.tsx'
import { OffHoursTab } from './off-hours-tab.tsx'
import { searchOn, type Tab, tabOf } from './tabs.ts'
import { useCheck } from './use-check.ts'
import { useConnection } from './use-connection.ts'
import { useShowConnection } from './use-show-connection.ts'
import { WorkingTab } from './working-tab.tsx'

const StateTab = lazy(
  withWords(['channel'], () =>
    import('./state-tab.tsx').then((module) => ({ default: module.StateTab })),
  ),
)

interface ChannelEditorProps {
  channel: ChannelDetails
  kind: ChannelKindView
  stored: ChannelRules
  tab: Tab
}

/** Connection and rules are stored apart and saved by one bar; the draft of both outlives tabs. */
export function ChannelEditor({ channel, kind, stored, tab }: ChannelEditorProps) {
  const { channelSettings: words, common, dryRun } = useWords()
  const navigate = useNavigate()
  const connection = useConnection(channel, kind)
  const rules = useRules(channel.id, stored)
  const showConnection = useShowConnection(kind)
  const showRules = useShowRules()
  const [isDisconnecting, setDisconnecting] = useState(false)
  const [isChecking, setChecking] = useState(false)
  const check = useCheck(channel.id, rules)
  const warnings = check.warningsOn(tab)
  const tracking = useTracking(channel.id, kind)
  const edits = [connection.edit, rules, tracking.edit]
  const show = (next: Tab) =>
    navigate({
      to: '/settings/channels/$channelId',
      params: { channelId: channel.id },
      search: (before) => searchOn(next, before),
    })
  const replaceMain = async () => {
    await show('working')
    connection.replaceMain()
    focusMain(kind)
  }
  return (
    <ChannelFrame
      channel={channel}
      kind={kind}
      isWarned={check.warned.size > 0}
      tabs={<ChannelTabs channelId={channel.id} current={tab} warned={check.warned} />}
      actions={
        <Button
          variant="subtle"
          color="gray"
          leftSection={<Icon name="play" />}
          aria-expanded={isChecking}
          onClick={() => setChecking(!isChecking)}
        >
          {dryRun.title}
        </Button>
      }
      panel={
        isChecking ? (
          <DryRunPanel
            channelId={channel.id}
            edited={check.edited}
            wrong={check.wrong}
            onClose={() => setChecking(false)}
          />
        ) : undefined
      }
      footer={
        <SaveBar
          edits={edits}
          onShow={(path) => void show(tabOf(path, kind))}
          aside={
            <Button variant="subtle" color="red" onClick={() => setDisconnecting(true)}>
              {words.disconnect}
            </Button>
          }
        />
      }
    >
      <LastStage />
      <ConflictNotice edit={connection.edit} show={showConnection} />
      <ConflictNotice edit={rules} show={showRules} />
      <ChannelProblem
        channel={channel}
        kind={kind}
        action={
          <Mending
            channel={channel}
            kind={kind}
            onReplace={() => void replaceMain()}
            onOpen={() => void show('state')}
          />
        }
      />
      <Findings channel={channel} />
      {tab === 'working' ? (
        <WorkingTab {...{ channel, kind, connection, rules, stored, warnings }} />
      ) : null}
      {tab === 'working' ? <QuestionBlock tracking={tracking} /> : null}
      {tab === 'off-hours' ? <OffHoursTab {...{ channel, rules, stored, warnings }} /> : null}
      {tab === 'common' ? <CommonTab {...{ channel, kind, connection, rules, warnings }} /> : null}
      {tab === 'state' ? (
        <Suspense fallback={<Skeleton label={common.loading} shapes={['block', 'block']} />}>
          <StateTab channel={channel} kind={kind} />
        </Suspense>
      ) : null}
      <DisconnectDialog
        channel={channel}
        kind={kind}
        isOpen={isDisconnecting}
        onDisconnected={() => {
          for (const edit of edits) edit.revert()
        }}
        onClose={() => setDisconnecting(false)}
      />
    </ChannelFrame>
  )
}

interface MendingProps {
  channel: ChannelDetails
  kind: ChannelKindView
  onReplace: () => void
  onOpen: () => void
}

function Mending({ channel, kind, onReplace, onOpen }: MendingProps) {
  const { problems } = useWords().channelSettings
  if (!channel.problem) return <TextButton onClick={onOpen}>{problems.open}</TextButton>
  const isCredentials = channel.problem.reason === 'misconfigured' && mainField(kind)
  if (!isCredentials) return null
  return <TextButton onClick={onReplace}>{problems.replace(kind.credential)}</TextButton>
}

/** The field that takes the place of the mask is there only once it has been drawn. */
function focusMain(kind: ChannelKindView): void {
  const path = settingPath(mainField(kind)?.name ?? '')
  requestAnimationFrame(() => document.getElementById(fieldId(path))?.focus())
}
