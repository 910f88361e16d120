import type { ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { useBotWords } from '../../words/bot-words.ts'
import { type ExitName, exitsOf } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'

/** What the check found, in sentences; with the option or the way out that it concerns. */
export function useProblemWords() {
  const { builder, problems: sentences, steps } = useBotWords()
  const { words } = useBuilder()
  return {
    say({ code, partId, facts }: ScenarioProblem, step: ScenarioStep | undefined): string {
      const sentence = sentences[code](facts)
      const part =
        step && partId !== undefined
          ? partOf(step, partId, { exit: words.exit, other: steps.other })
          : undefined
      if (part === undefined) return sentence
      const rest = sentence.charAt(0).toLocaleLowerCase() + sentence.slice(1)
      return builder.problemOf(part, rest)
    },
    more: builder.moreProblems,
  }
}

/** The only way out needs no name. */
function partOf(
  step: ScenarioStep,
  partId: string,
  names: { exit: (step: ScenarioStep, exit: ExitName) => string; other: string },
): string | undefined {
  if (step.kind === 'topic' && partId === 'otherwise') return names.other
  const rule = step.kind === 'topic' && step.rules.find(({ id }) => id === partId)
  if (rule) return rule.topic
  const exits = exitsOf(step).map(({ name }) => name)
  if (exits.length < 2) return undefined
  const exit = exits.find((name) => name === partId || name === `#${partId}`)
  return exit && names.exit(step, exit)
}
