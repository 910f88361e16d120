import { Icon } from '../../ui/icons.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { findStep } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'
import { focusPanel } from './focus.ts'
import styles from './problem-list.module.css'
import { useProblemWords } from './use-problem-words.ts'

/** Everything the check found; each leads to its step. */
export function ProblemList({ onChoose }: { onChoose: () => void }) {
  const { builder: texts } = useBotWords()
  const { drawing, problems, words } = useBuilder()
  const { say } = useProblemWords()
  return (
    <>
      <h2 className={styles.title}>{texts.problemsTitle}</h2>
      <ul className={styles.list}>
        {[...problems].map(([id, found]) => {
          const step = findStep(drawing.scenario, id)
          return (
            <li key={id ?? 'whole'}>
              <button
                type="button"
                className={styles.step}
                aria-disabled={!step || undefined}
                onClick={() => {
                  if (!step) return
                  onChoose()
                  drawing.select([step.id])
                  focusPanel()
                }}
              >
                <span className={styles.name}>{step ? words.name(step) : texts.whole}</span>
                {found.map((problem, index) => (
                  <span
                    // biome-ignore lint/suspicious/noArrayIndexKey: they have no identity
                    key={index}
                    className={styles.problem}
                    data-level={problem.level}
                  >
                    <Icon name={problem.level === 'error' ? 'failed' : 'warning'} size={14} />
                    {say(problem, step)}
                  </span>
                ))}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
