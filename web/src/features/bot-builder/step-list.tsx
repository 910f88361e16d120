import { Button, Menu } from '@mantine/core'
import type { ScenarioStep } from '@otklik/protocol/settings'
import type { KeyboardEvent } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { exitsOf, findStep, inOrder } from '../scenario/index.ts'
import { Editable } from '../settings-shell/index.ts'
import { useBuilder } from './builder-context.ts'
import { focusPanel } from './focus.ts'
import { Glyph, stepGlyphs, stepKinds } from './glyph.tsx'
import { ProblemLines } from './problem-lines.tsx'
import styles from './step-list.module.css'
import { rowsOf } from './to-flow.ts'
import { useAddStep } from './use-add-step.ts'

/** The same scenario line by line: for narrow screens, and for whoever does not see a drawing. */
export function StepList() {
  const { builder: texts } = useBotWords()
  const { drawing } = useBuilder()
  const steps = inOrder(drawing.scenario)
  return (
    <section className={styles.view} aria-label={texts.steps}>
      {steps.length === 0 ? (
        <StateView
          icon="bot"
          title={texts.emptyTitle}
          help={texts.emptyHelp}
          action={<AddMenu />}
        />
      ) : (
        <>
          <ol className={styles.list}>
            {steps.map((step) => (
              <StepItem key={step.id} step={step} />
            ))}
          </ol>
          <AddMenu />
        </>
      )}
    </section>
  )
}

function StepItem({ step }: { step: ScenarioStep }) {
  const { builder: texts, steps } = useBotWords()
  const { drawing, problems, words, currentId, announce } = useBuilder()
  const isFirst = drawing.scenario.start === step.id
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Delete') return
    event.preventDefault()
    drawing.remove(new Set([step.id]))
    announce(texts.removed(1))
  }
  return (
    <li
      className={styles.item}
      data-selected={drawing.selected.has(step.id) || undefined}
      data-current={step.id === currentId || undefined}
    >
      <button
        type="button"
        className={styles.open}
        data-id={step.id}
        aria-expanded={drawing.selected.has(step.id)}
        onKeyDown={onKeyDown}
        onClick={() => {
          drawing.select([step.id])
          focusPanel()
        }}
      >
        <span className={styles.head}>
          <Glyph name={stepGlyphs[step.kind]} size={14} />
          {[isFirst ? texts.start : '', steps.titles[step.kind], step.note ?? '']
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className={styles.summary}>{words.summary(step)}</span>
        {step.id === currentId ? <span className={styles.here}>{texts.current}</span> : null}
      </button>
      <Ways step={step} />
      <ProblemLines step={step} problems={problems.get(step.id) ?? []} />
    </li>
  )
}

/** Where it goes on, and to whom it leads. */
function Ways({ step }: { step: ScenarioStep }) {
  const texts = useBotWords()
  const { drawing, words } = useBuilder()
  const exits = exitsOf(step)
  const simply = exits.find(({ name }) => name === 'next')
  const rows = [
    ...(simply ? [{ exit: simply.name, label: words.exit(step, simply.name) }] : []),
    ...rowsOf(step, words, texts),
  ]
  if (rows.length === 0) return null
  return (
    <ul className={styles.exits}>
      {rows.map(({ exit, label, help }, index) => {
        const to = exits.find(({ name }) => name === exit)?.to ?? undefined
        const next = findStep(drawing.scenario, to)
        return (
          <li key={exit ?? `${index} ${label}`}>
            <span title={label}>{label}</span>
            <Icon name="chevronRight" size={12} />
            <span>{help ?? (next ? words.name(next) : texts.steps.nowhere)}</span>
          </li>
        )
      })}
    </ul>
  )
}

function AddMenu() {
  const { builder: texts, steps } = useBotWords()
  const add = useAddStep()
  return (
    <Editable>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="plus" />}>
            {texts.addStep}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {stepKinds.map((kind) => (
            <Menu.Item
              key={kind}
              leftSection={<Glyph name={stepGlyphs[kind]} />}
              onClick={() => {
                add(kind)
                focusPanel()
              }}
            >
              {steps.kinds[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Editable>
  )
}
