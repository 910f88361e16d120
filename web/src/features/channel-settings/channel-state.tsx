import type { ChannelDetails } from '@otklik/protocol'

import { Chip } from '../../ui/chip.tsx'
import { useWords } from '../../words/index.ts'

export const stateTones = {
  connecting: 'plain',
  working: 'ok',
  broken: 'danger',
  disconnected: 'plain',
} as const

interface ChannelStateProps {
  channel: ChannelDetails
  /** Its settings contradict each other. */
  isWarned?: boolean
}

export function ChannelState({ channel, isWarned = false }: ChannelStateProps) {
  const { channelSettings } = useWords()
  const { state, problem, health, findings } = channel
  const isTroubled = problem !== undefined || health.quarantined > 0 || findings.length > 0
  if (state === 'working' && (isTroubled || isWarned)) {
    return <Chip tone="warn">{channelSettings.attention}</Chip>
  }
  return (
    <Chip tone={stateTones[state]} isLive={state === 'working'}>
      {channelSettings.states[state]}
    </Chip>
  )
}
