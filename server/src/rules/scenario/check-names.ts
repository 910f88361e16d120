import type { ScenarioProblem, ScenarioReceiver, ScenarioStep } from '@otklik/protocol/settings'

import { problem, type ScenarioWorld } from './world.ts'

/** Whom and what a step names: chosen, and still there. */
export function checkNames(step: ScenarioStep, world: ScenarioWorld): ScenarioProblem[] {
  const stepId = step.id
  switch (step.kind) {
    case 'message':
      return step.fileIds.every((id) => world.files.has(id))
        ? []
        : [problem('error', 'no-such-file', { stepId })]
    case 'condition':
      return checkChannels(step, world)
    case 'hand-over':
      return checkReceiver(step.to, world, { stepId })
    case 'topic':
      return [
        ...step.rules.flatMap(({ id, to }) => checkReceiver(to, world, { stepId, partId: id })),
        ...checkReceiver(step.otherwise.to, world, { stepId, partId: 'otherwise' }),
      ]
    case 'template':
      return checkTemplate(step, world)
    case 'scenario': {
      const isThere =
        step.botId !== null && (step.botId === world.botId || world.bots.has(step.botId))
      return isThere ? [] : [problem('error', 'no-such-bot', { stepId })]
    }
    default:
      return []
  }
}

function checkReceiver(
  to: ScenarioReceiver,
  { operators, teams }: ScenarioWorld,
  where: { stepId: string; partId?: string },
): ScenarioProblem[] {
  if (to.kind === 'backup') return []
  if (to.id === null) return [problem('error', 'no-receiver', where)]
  if (to.kind === 'operator') {
    return operators.has(to.id) ? [] : [problem('error', 'no-such-operator', where)]
  }
  return teams.has(to.id) ? [] : [problem('error', 'no-such-team', where)]
}

/** A channel that is gone only makes a branch that nobody takes. */
function checkChannels(
  { id: stepId, branches }: Extract<ScenarioStep, { kind: 'condition' }>,
  { channels }: ScenarioWorld,
): ScenarioProblem[] {
  return branches
    .filter(({ test }) => test.of === 'channel' && test.ids.some((id) => !channels.has(id)))
    .map(({ id: partId }) => problem('warning', 'no-such-channel', { stepId, partId }))
}

function checkTemplate(
  { id: stepId, templateId, values }: Extract<ScenarioStep, { kind: 'template' }>,
  { templates }: ScenarioWorld,
): ScenarioProblem[] {
  const variables = templateId === null ? undefined : templates.get(templateId)
  if (!variables) return [problem('error', 'no-such-template', { stepId })]
  const missing = variables.filter((key) => (values[key] ?? '').trim() === '')
  if (missing.length === 0) return []
  return [problem('error', 'missing-values', { stepId, facts: { count: missing.length } })]
}
