import { Popover } from '@mantine/core'

import { Icon } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { useBotWords } from '../../words/bot-words.ts'
import styles from './builder-bar.module.css'
import { type BuilderViewName, useBuilder } from './builder-context.ts'
import { ProblemList } from './problem-list.tsx'

interface BuilderBarProps {
  /** Undefined where there is no choice. */
  view: BuilderViewName | undefined
  onView: (view: BuilderViewName) => void
  /** What the check found is shown. */
  isListing: boolean
  onList: (isListing: boolean) => void
}

/** In the corner of the scenario: what the check found, and how it is shown. */
export function BuilderBar({ view, onView, isListing, onList }: BuilderBarProps) {
  const { builder: words } = useBotWords()
  const { problems } = useBuilder()
  const found = [...problems.values()].flat()
  const hasErrors = found.some(({ level }) => level === 'error')
  return (
    <div className={styles.bar}>
      {found.length > 0 ? (
        <Popover opened={isListing} onChange={onList} position="top-end" width={360} trapFocus>
          <Popover.Target>
            <button
              type="button"
              className={styles.problems}
              data-level={hasErrors ? 'error' : 'warning'}
              onClick={() => onList(!isListing)}
            >
              <Icon name={hasErrors ? 'failed' : 'warning'} size={14} />
              {words.problems(found.length)}
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={words.problemsTitle}>
            <ProblemList onChoose={() => onList(false)} />
          </Popover.Dropdown>
        </Popover>
      ) : (
        <span className={styles.fine}>
          <Icon name="check" size={14} />
          {words.noProblems}
        </span>
      )}
      {view ? (
        <fieldset className={styles.views}>
          <legend className={unseen.text}>{words.view}</legend>
          {(['canvas', 'list'] as const).map((name) => (
            <label key={name} className={styles.view}>
              <input
                type="radio"
                name="bot-builder-view"
                className={styles.radio}
                checked={name === view}
                onChange={() => onView(name)}
              />
              {words.views[name]}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  )
}
