import { useFormats, useWords } from '../../words/index.ts'
import type { ReplyProblem } from './replies-draft.ts'
import type { RulesProblem } from './rules-draft.ts'

/** What is wrong with a field, in a sentence. */
export function useProblemWords(): (problem: RulesProblem | ReplyProblem) => string {
  const { channelRules: words } = useWords()
  const { number } = useFormats()
  return (problem) => {
    switch (problem.code) {
      case 'required':
        return words.fillIn
      case 'more-than-zero':
        return words.moreThanZero
      case 'not-whole':
        return words.notWhole
      case 'choose-operator':
        return words.chooseReceiver.operator
      case 'choose-team':
        return words.chooseReceiver.team
      case 'choose-bot':
        return words.chooseReceiver.bot
      case 'choose-backup':
        return words.chooseBackup
      case 'at-most':
        return words.atMost(number(problem.limit))
      case 'range':
        return words.range(number(problem.least), number(problem.most))
      case 'too-long':
        return words.tooLong(number(problem.limit), number(problem.excess))
      case 'wrong-delay':
        return words.wrongDelay
      case 'same-delay':
        return words.sameDelay
    }
  }
}
