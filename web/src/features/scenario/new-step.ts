import type { ScenarioStep, ScenarioStepKind } from '@otklik/protocol/settings'

import type { Point } from './edits.ts'

/** What a new step says before its author has said anything. */
export interface FirstWords {
  option: (number: number) => string
  topic: (number: number) => string
  /** The name under which an answer is kept. */
  answer: string
  again: string
}

interface NewStep {
  id: string
  at: Point
  words: FirstWords
}

type Made<Kind extends ScenarioStepKind> = Extract<ScenarioStep, { kind: Kind }>

const makers: { [Kind in ScenarioStepKind]: (given: NewStep) => Made<Kind> } = {
  message: (given) => ({ kind: 'message', ...place(given), text: '', fileIds: [], next: null }),
  choice: (given) => ({
    kind: 'choice',
    ...place(given),
    text: '',
    placement: 'inline',
    options: [1, 2].map((number) => newOption(String(number), given.words.option(number))),
    otherwise: { text: given.words.again, times: 2, next: null },
  }),
  question: (given) => ({
    kind: 'question',
    ...place(given),
    text: '',
    expects: 'text',
    saveAs: given.words.answer,
    next: null,
    otherwise: { text: given.words.again, times: 2, next: null },
  }),
  condition: (given) => ({
    kind: 'condition',
    ...place(given),
    branches: [{ id: '1', test: { of: 'schedule', is: 'open' }, next: null }],
    otherwise: null,
  }),
  set: (given) => ({ kind: 'set', ...place(given), attributes: [], tags: [], next: null }),
  wait: (given) => ({ kind: 'wait', ...place(given), seconds: 60, next: null }),
  request: (given) => ({
    kind: 'request',
    ...place(given),
    method: 'GET',
    url: '',
    headers: [],
    body: '',
    timeoutS: 10,
    save: [],
    next: null,
    whenFailed: null,
  }),
  template: (given) => ({
    kind: 'template',
    ...place(given),
    templateId: null,
    values: {},
    next: null,
    whenFailed: null,
  }),
  'hand-over': (given) => ({
    kind: 'hand-over',
    ...place(given),
    to: { kind: 'backup' },
    summary: '',
  }),
  topic: (given) => ({
    kind: 'topic',
    ...place(given),
    text: '',
    placement: 'inline',
    rules: [{ id: '1', topic: given.words.topic(1), to: { kind: 'backup' } }],
    otherwise: { text: given.words.again, times: 2, to: { kind: 'backup' } },
  }),
  close: (given) => ({ kind: 'close', ...place(given), text: '' }),
  scenario: (given) => ({ kind: 'scenario', ...place(given), botId: null }),
}

/** A step of a kind as it comes from the palette: valid, and leading nowhere yet. */
export function newStep(kind: ScenarioStepKind, given: NewStep): ScenarioStep {
  return makers[kind](given)
}

export function newOption(id: string, label: string) {
  return { id, label, next: null }
}

/** The least number that none of the parts has as its id. */
export function freeId(parts: readonly { id: string }[]): string {
  const taken = new Set(parts.map(({ id }) => id))
  let number = parts.length + 1
  while (taken.has(String(number))) number += 1
  return String(number)
}

function place({ id, at }: NewStep) {
  return { id, at: { x: at.x, y: at.y } }
}
