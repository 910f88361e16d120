import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scenario, ScenarioProblem } from '@otklik/protocol/settings'

import { ApiFailure } from '../../api/failure.ts'
import { byStep, wrongFields } from './problems.ts'

const at = { x: 0, y: 0 }
const scenario: Scenario = {
  format: 1,
  start: 'hello',
  steps: [
    { kind: 'close', id: 'hello', at, text: '' },
    { kind: 'close', id: 'bye', at, text: '' },
  ],
}

test('problems stand at their steps, and not at those that are gone', () => {
  const problem = (stepId?: string): ScenarioProblem => ({
    code: 'no-text',
    level: 'warning',
    facts: {},
    ...(stepId && { stepId }),
  })
  const found = byStep([problem('bye'), problem('gone'), problem()], scenario)
  assert.deepEqual([...found.keys()], ['bye', undefined])
})

test('a refused field is found again in its step', () => {
  const refused = new ApiFailure(400, {
    error: {
      code: 'invalid',
      message: '',
      fields: {
        'scenario.steps.1.options.0.label': { code: 'required', message: 'Заполните поле.' },
        'scenario.steps.7.text': { code: 'too-long', message: '' },
        draftVersion: { code: 'wrong-type', message: '' },
      },
    },
    requestId: '',
  })
  assert.deepEqual(
    [...wrongFields(refused, scenario)],
    [['bye', { 'options.0.label': 'Заполните поле' }]],
  )
  assert.equal(wrongFields(new Error('else'), scenario).size, 0)
})
