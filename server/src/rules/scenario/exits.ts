import type { ScenarioStep } from '@otklik/protocol/settings'

/** One way out of a step, and what has to happen for it to be taken. */
export interface Exit {
  /** An option's or branch's id, or `next`, `otherwise`, `silence`, `failed`. */
  partId: string
  to: string | null
  needs: 'nothing' | 'time' | 'word'
}

/** Ways out that lead to other steps of the scenario. */
export function exitsOf(step: ScenarioStep): Exit[] {
  switch (step.kind) {
    case 'message':
    case 'set':
      return [{ partId: 'next', to: step.next, needs: 'nothing' }]
    case 'wait':
      return [{ partId: 'next', to: step.next, needs: 'time' }]
    case 'request':
    case 'template':
      return [
        { partId: 'next', to: step.next, needs: 'nothing' },
        { partId: 'failed', to: step.whenFailed, needs: 'nothing' },
      ]
    case 'condition':
      return [
        ...partsOf(step.branches, 'nothing'),
        { partId: 'otherwise', to: step.otherwise, needs: 'nothing' },
      ]
    case 'choice':
      return [...partsOf(step.options, 'word'), ...whenNotUnderstood(step), ...whenSilent(step)]
    case 'question':
      return [
        { partId: 'next', to: step.next, needs: 'word' },
        ...whenNotUnderstood(step),
        ...whenSilent(step),
      ]
    case 'topic':
      return whenSilent(step)
    case 'hand-over':
    case 'close':
    case 'scenario':
      return []
  }
}

const partsOf = (parts: readonly { id: string; next: string | null }[], needs: Exit['needs']) =>
  parts.map(({ id, next }): Exit => ({ partId: id, to: next, needs }))

const whenNotUnderstood = (step: { otherwise: { next: string | null } }): Exit[] => [
  { partId: 'otherwise', to: step.otherwise.next, needs: 'word' },
]

const whenSilent = (step: { silence?: { next: string | null } | undefined }): Exit[] =>
  step.silence ? [{ partId: 'silence', to: step.silence.next, needs: 'time' }] : []
