import type { BotAction, ScenarioStep } from '@otklik/protocol/settings'

/** Those that wait for a word of the customer. */
export type AskingStep = Extract<ScenarioStep, { kind: 'choice' | 'topic' | 'question' }>
export type ButtonStep = Extract<ScenarioStep, { kind: 'choice' | 'topic' }>

export interface Option {
  id: string
  label: string
}

export const hasButtons = (step: ScenarioStep | undefined): step is ButtonStep =>
  step?.kind === 'choice' || step?.kind === 'topic'

export const isAsking = (step: ScenarioStep | undefined): step is AskingStep =>
  hasButtons(step) || step?.kind === 'question'

export const optionsOf = (step: ButtonStep): Option[] =>
  step.kind === 'choice' ? step.options : step.rules.map(({ id, topic }) => ({ id, label: topic }))

/**
 * Names bot, step and option, so that no button answers another question, nor that of a copied
 * scenario. Never longer than 58 bytes: one platform has 64.
 */
export const buttonValue = (botId: string, stepId: string, optionId: string): string =>
  `${botId.slice(-8)}.${stepId}.${optionId}`

/** What a value names; undefined where it is none of this bot's. */
export function readButtonValue(
  botId: string,
  value: string,
): { stepId: string; optionId: string } | undefined {
  const [bot, stepId, optionId, ...more] = value.split('.')
  if (bot !== botId.slice(-8) || !stepId || !optionId || more.length > 0) return undefined
  return { stepId, optionId }
}

export function toButtons(
  botId: string,
  step: ButtonStep,
): Extract<BotAction, { type: 'say' }>['buttons'] {
  const options = optionsOf(step)
  if (options.length === 0) return undefined
  const buttons = options.map(({ id, label }) => ({
    label,
    value: buttonValue(botId, step.id, id),
  }))
  return { placement: step.placement, rows: toRows(buttons) }
}

/** A few stand one below the other; many stand closer, because platforms show six rows or seven. */
function toRows<Item>(items: readonly Item[]): Item[][] {
  const perRow = Math.min(Math.ceil(items.length / 6), 3)
  const count = Math.ceil(items.length / perRow)
  return Array.from({ length: count }, (_, row) => items.slice(row * perRow, (row + 1) * perRow))
}
