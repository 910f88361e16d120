import type { ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { Icon } from '../../ui/icons.tsx'
import styles from './problem-lines.module.css'
import { useProblemWords } from './use-problem-words.ts'

interface ProblemLinesProps {
  step: ScenarioStep
  problems: readonly ScenarioProblem[]
  /** On the canvas a step must not grow over its neighbours. */
  most?: number
}

/** What the check found in a step, in the step itself. */
export function ProblemLines({ step, problems, most = 2 }: ProblemLinesProps) {
  const { say, more } = useProblemWords()
  if (problems.length === 0) return null
  const sentences = problems.map((problem) => ({ level: problem.level, text: say(problem, step) }))
  // The same said of several options is one remark on the canvas.
  const told = sentences.filter(
    ({ text }, index) => sentences.findIndex((other) => other.text === text) === index,
  )
  const left = told.length - most
  return (
    <ul className={styles.problems}>
      {told.slice(0, most).map(({ level, text }) => (
        <li key={text} className={styles.problem} data-level={level}>
          <Icon name={level === 'error' ? 'failed' : 'warning'} size={14} />
          <span>{text}</span>
        </li>
      ))}
      {left > 0 ? <li className={styles.more}>{more(left)}</li> : null}
    </ul>
  )
}
