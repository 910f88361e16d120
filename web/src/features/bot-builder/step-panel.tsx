import { Menu } from '@mantine/core'
import type { ScenarioStep } from '@otklik/protocol/settings'
import type { KeyboardEvent } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { Editable } from '../settings-shell/index.ts'
import { useBuilder } from './builder-context.ts'
import { focusStep, panelId } from './focus.ts'
import { StepForm } from './forms/step-form.tsx'
import { ProblemLines } from './problem-lines.tsx'
import styles from './step-panel.module.css'

/** The settings of the selected step, at the right; on a phone in its place. */
export function StepPanel({ step }: { step: ScenarioStep }) {
  const { steps: texts } = useBotWords()
  const { drawing, problems } = useBuilder()
  const close = () => {
    drawing.select([])
    focusStep(step.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // An open menu has closed itself by it already.
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  }
  return (
    <aside
      id={panelId}
      className={styles.panel}
      aria-label={texts.titles[step.kind]}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{texts.titles[step.kind]}</h2>
        <Editable>
          <StepMenu step={step} />
        </Editable>
        <IconButton icon="close" label={texts.closePanel} onClick={close} />
      </div>
      <div className={styles.body}>
        <ProblemLines step={step} problems={problems.get(step.id) ?? []} most={10} />
        <div className={styles.form}>
          <Editable>
            <StepForm step={step} />
          </Editable>
        </div>
      </div>
    </aside>
  )
}

function StepMenu({ step }: { step: ScenarioStep }) {
  const { builder, steps: texts } = useBotWords()
  const { drawing, announce } = useBuilder()
  const ids = new Set([step.id])
  const isFirst = drawing.scenario.start === step.id
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton icon="dots" label={texts.actions} />
      </Menu.Target>
      <Menu.Dropdown>
        {isFirst ? (
          <Menu.Label>{texts.isFirst}</Menu.Label>
        ) : (
          <Menu.Item onClick={() => drawing.connect({ from: 'start' }, step.id)}>
            {texts.makeFirst}
          </Menu.Item>
        )}
        <Menu.Item
          rightSection="Ctrl D"
          onClick={() => announce(builder.pasted(drawing.duplicate(ids)))}
        >
          {texts.duplicate}
        </Menu.Item>
        <Menu.Item
          color="red"
          rightSection="Del"
          onClick={() => {
            drawing.remove(ids)
            announce(builder.removed(1))
          }}
        >
          {texts.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
