import type { Template } from '@otklik/protocol/settings'

import { Chip } from '../../ui/chip.tsx'
import { useWords } from '../../words/index.ts'

const tones = {
  draft: 'plain',
  pending: 'plain',
  approved: 'ok',
  rejected: 'danger',
  paused: 'warn',
  disabled: 'danger',
  archived: 'plain',
} as const

export function TemplateState({ template }: { template: Template }) {
  const { states } = useWords().templates
  return <Chip tone={tones[template.state]}>{states[template.state]}</Chip>
}
