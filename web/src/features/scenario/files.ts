import type { Scenario } from '@otklik/protocol/settings'

export function writeScenario(scenario: Scenario): string {
  return JSON.stringify(scenario, undefined, 2)
}

/** The reader of files knows all rules of a scenario, and comes only when a file does. */
export async function openScenario(text: string): Promise<Scenario | undefined> {
  const { readScenario } = await import('./read-file.ts')
  return readScenario(text)
}
