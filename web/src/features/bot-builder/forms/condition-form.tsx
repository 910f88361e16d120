import { Button } from '@mantine/core'
import type { ScenarioTest } from '@otklik/protocol/settings'

import { Icon } from '../../../ui/icons.tsx'
import unseen from '../../../ui/unseen.module.css'
import { useBotWords } from '../../../words/bot-words.ts'
import { freeId } from '../../scenario/index.ts'
import { NextField, type StepFormProps, type StepOf } from './fields.tsx'
import styles from './forms.module.css'
import { OrderedRows } from './ordered-rows.tsx'
import { TestFields } from './test-fields.tsx'

const MOST_BRANCHES = 10

/** The first condition that holds leads on. */
export function ConditionForm({ step, onChange }: StepFormProps<StepOf<'condition'>>) {
  const { steps: texts } = useBotWords()
  const { branches } = step
  const change = (id: string, test: ScenarioTest, field?: string) =>
    onChange(
      { branches: branches.map((each) => (each.id === id ? { ...each, test } : each)) },
      field,
    )
  const add = () =>
    onChange({
      branches: [
        ...branches,
        { id: freeId(branches), test: { of: 'contact', is: 'new' }, next: null },
      ],
    })
  return (
    <>
      <fieldset className={styles.group}>
        <legend className={unseen.text}>{texts.branches}</legend>
        <div>
          <p className={styles.legend}>{texts.branches}</p>
          <p className={styles.help}>{texts.branchesHelp}</p>
        </div>
        <OrderedRows
          isTall
          items={branches}
          nameOf={(_, index) => texts.branch(index + 1)}
          onChange={(changed) => onChange({ branches: changed })}
        >
          {(branch, index) => (
            <div className={styles.lines}>
              <TestFields
                step={step}
                name={texts.branch(index + 1)}
                path={`branches.${index}.test`}
                test={branch.test}
                onChange={(test, field) =>
                  change(branch.id, test, field && `branch ${branch.id} ${field}`)
                }
              />
              <NextField step={step} exit={`#${branch.id}`} />
            </div>
          )}
        </OrderedRows>
        {branches.length < MOST_BRANCHES ? (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            className={styles.add ?? ''}
            leftSection={<Icon name="plus" />}
            onClick={add}
          >
            {texts.addBranch}
          </Button>
        ) : null}
      </fieldset>
      <NextField step={step} exit="otherwise" />
    </>
  )
}
