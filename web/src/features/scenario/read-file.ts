// The first of all: schemas look at it while they are made.
import './no-eval.ts'

import { type Scenario, scenario } from '@otklik/protocol/settings'

/** What was written by `writeScenario`, or by another hand; undefined for anything else. */
export function readScenario(text: string): Scenario | undefined {
  try {
    const { data } = scenario.safeParse(JSON.parse(text))
    return data
  } catch {
    return undefined
  }
}
