import type { ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { areAlike } from './alike.ts'
import { type ButtonStep, hasButtons, type Option, optionsOf } from './buttons.ts'
import { fits, longLabels } from './look.ts'
import { problem, type ScenarioWorld } from './world.ts'

export function checkButtons(step: ScenarioStep, { kinds }: ScenarioWorld): ScenarioProblem[] {
  const stepId = step.id
  if (step.kind === 'condition') {
    return step.branches.length === 0 ? [problem('warning', 'no-options', { stepId })] : []
  }
  if (!hasButtons(step)) return []
  const options = optionsOf(step)
  if (options.length === 0) return [problem('error', 'no-options', { stepId })]
  return [
    ...checkSameness(stepId, options),
    ...kinds.flatMap((kind) => checkRoom(step, options, kind)),
  ]
}

/** Neither a person nor a platform could tell them apart. */
function checkSameness(stepId: string, options: readonly Option[]): ScenarioProblem[] {
  return options
    .filter(({ id, label }, index) =>
      options.slice(0, index).some((one) => one.id === id || areAlike(one.label, label)),
    )
    .map(({ id: partId, label }) =>
      problem('error', 'same-options', { stepId, partId, facts: { label } }),
    )
}

/** What does not fit is cut and left out, unless the platform has lines of text instead. */
function checkRoom(
  step: ButtonStep,
  options: readonly Option[],
  { title, buttons, isUsed }: ScenarioWorld['kinds'][number],
): ScenarioProblem[] {
  const looks = buttons[step.placement]
  const real = looks.filter(({ as }) => as !== 'lines')
  const roomiest = real.at(-1)
  const labels = options.map(({ label }) => label)
  if (!roomiest || real.some((look) => fits(labels, look))) return []
  const instead = real.length < looks.length ? 'lines' : 'cut'
  const { max, maxLabelLength } = roomiest
  if (max !== undefined && labels.length > max) {
    const level = isUsed && instead === 'cut' ? 'error' : 'warning'
    const facts = { channel: title, limit: max, count: labels.length, instead }
    return [problem(level, 'too-many-options', { stepId: step.id, facts })]
  }
  const long = longLabels(labels, maxLabelLength)
  return options
    .filter(({ label }) => long.includes(label))
    .map(({ id: partId, label }) => {
      const facts = { channel: title, limit: maxLabelLength ?? 0, label, instead }
      return problem('warning', 'long-label', { stepId: step.id, partId, facts })
    })
}
