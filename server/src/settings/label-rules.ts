import type { LabelKind, TopicRequirement } from '@otklik/protocol'

import type { LabelRules } from '../rules/index.ts'

/** The directory as it is stored. */
export interface LabelRows {
  labels: { kind: LabelKind; name: string; formerNames: string[]; isArchived: boolean }[]
  requirement: TopicRequirement | null
}

/** «Тематики» and «Теги» as the rules ask for them: by any name they have or had. */
export function toLabelRules({ labels, requirement }: LabelRows): LabelRules {
  const names = new Map<string, string>()
  const keyOf = (kind: string, name: string) => `${kind} ${name.trim().toLowerCase()}`
  for (const { kind, name, formerNames } of labels) {
    for (const former of formerNames) names.set(keyOf(kind, former), name)
  }
  // Whoever has the name today has it before whoever had it once.
  for (const { kind, name } of labels) names.set(keyOf(kind, name), name)
  const hasTopics = labels.some(({ kind, isArchived }) => kind === 'topic' && !isArchived)
  return {
    nameOf: (kind, said) => names.get(keyOf(kind, said)),
    needsTopic(teamId) {
      // With nothing to choose from, nothing could be closed any more.
      if (!requirement || !hasTopics) return false
      const { of, teamIds } = requirement
      return (
        of === 'everybody' || (of === 'teams' && teamId !== undefined && teamIds.includes(teamId))
      )
    },
  }
}
