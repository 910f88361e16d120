import type { Scenario, ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'
import { type Edge, MarkerType, type Node } from '@xyflow/react'

import type { BotWords } from '../../words/bot-words.ts'
import { type ExitName, exitsOf, inOrder, placeOfStart } from '../scenario/index.ts'
import type { ProblemsByStep } from './problems.ts'
import type { StepWords } from './use-step-words.ts'

export const START_ID = 'start'
const STEP_WIDTH = 268

export interface StepRow {
  /** The way out beside it; a topic's rule leads to somebody, not to a step. */
  exit?: ExitName
  label: string
  help?: string
  isQuiet?: boolean
}

export interface StepNodeData extends Record<string, unknown> {
  step: ScenarioStep
  /** Beside the head: where the step simply goes on. */
  headExit: ExitName | undefined
  summary: string
  rows: StepRow[]
  problems: readonly ScenarioProblem[]
  isCurrent: boolean
}

export type StepNode = Node<StepNodeData, 'step'>
export type StartNode = Node<{ isLoose: boolean } & Record<string, unknown>, 'start'>
export type FlowNode = StepNode | StartNode

interface Drawn {
  scenario: Scenario
  problems: ProblemsByStep
  currentId: string | undefined
  words: StepWords
  texts: BotWords
}

/** In the order in which a customer meets them, which is the order of the keyboard too. */
export function toNodes(drawn: Drawn): FlowNode[] {
  const { scenario, texts } = drawn
  const start: StartNode = {
    id: START_ID,
    type: 'start',
    position: placeOfStart(scenario),
    data: { isLoose: scenario.start === null },
    draggable: false,
    selectable: false,
    ariaLabel: `${texts.builder.start}: ${texts.builder.startHelp}`,
    focusable: false,
  }
  return [start, ...inOrder(scenario).map((step) => toNode(step, drawn))]
}

function toNode(step: ScenarioStep, drawn: Drawn): StepNode {
  const { problems, currentId, words, texts } = drawn
  const found = problems.get(step.id) ?? []
  const isCurrent = step.id === currentId
  const spoken = [
    texts.steps.titles[step.kind],
    step.note ?? '',
    words.summary(step),
    found.length > 0 ? texts.builder.problems(found.length) : '',
    isCurrent ? texts.builder.current : '',
  ]
  return {
    id: step.id,
    type: 'step',
    position: step.at,
    ariaLabel: spoken.filter(Boolean).join('. '),
    domAttributes: { 'aria-roledescription': texts.builder.step },
    data: {
      step,
      headExit: exitsOf(step).some(({ name }) => name === 'next') ? 'next' : undefined,
      summary: words.summary(step),
      rows: rowsOf(step, words, texts),
      problems: found,
      isCurrent,
    },
  }
}

/** What stands under a step's words, one below the other. */
export function rowsOf(step: ScenarioStep, words: StepWords, { steps }: BotWords): StepRow[] {
  const exits = exitsOf(step)
    .filter(({ name }) => name !== 'next')
    .map(({ name }) => ({
      exit: name,
      label: words.exit(step, name),
      isQuiet: !name.startsWith('#'),
    }))
  if (step.kind !== 'topic') return exits
  const rules = step.rules.map(({ topic, to }) => ({ label: topic, help: words.receiver(to) }))
  const other = { label: steps.other, help: words.receiver(step.otherwise.to), isQuiet: true }
  return [...rules, other, ...exits]
}

export function toEdges({ start, steps }: Scenario): Edge[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const beginning = start !== null && byId.has(start)
  const edges = steps.flatMap((step) =>
    exitsOf(step).flatMap(({ name, to }): Edge[] =>
      to !== null && byId.has(to)
        ? [
            {
              id: edgeId(step.id, name),
              source: step.id,
              sourceHandle: name,
              target: to,
              targetHandle: 'in',
              // Back, or straight down: around the steps, not through them.
              ...(isBehind(byId.get(to), step) && {
                type: 'smoothstep',
                pathOptions: { offset: 24, borderRadius: 12 },
              }),
            },
          ]
        : [],
    ),
  )
  if (!beginning) return edges
  return [
    {
      id: edgeId(START_ID, 'next'),
      source: START_ID,
      sourceHandle: 'next',
      target: start,
      targetHandle: 'top',
      type: 'straight',
      className: 'beginning',
      markerEnd: { type: MarkerType.Arrow, width: 18, height: 18, color: 'var(--o-line-control)' },
    },
    ...edges,
  ]
}

function isBehind(target: ScenarioStep | undefined, { at }: ScenarioStep): boolean {
  return target !== undefined && target.at.x < at.x + STEP_WIDTH
}

export function edgeId(source: string, exit: ExitName): string {
  return `${source} ${exit}`
}
