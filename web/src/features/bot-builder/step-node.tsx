import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react'
import { useEffect } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import type { ExitName } from '../scenario/index.ts'
import { Glyph, stepGlyphs } from './glyph.tsx'
import { ProblemLines } from './problem-lines.tsx'
import styles from './step-node.module.css'
import type { StepNode, StepRow } from './to-flow.ts'

/** A step on the canvas: what it is, what it says, and its ways out. */
export function StepNodeView({ id, data, selected }: NodeProps<StepNode>) {
  const { steps: words } = useBotWords()
  const { step, headExit, summary, rows, problems, isCurrent } = data
  useFreshHandles(id, rows)
  return (
    <div
      className={styles.node}
      data-selected={selected || undefined}
      data-current={isCurrent || undefined}
    >
      <Handle id="top" type="target" position={Position.Top} className={styles.top} />
      <div className={styles.head}>
        <Handle id="in" type="target" position={Position.Left} className={styles.handle} />
        <Glyph name={stepGlyphs[step.kind]} size={14} />
        <span className={styles.kind}>{words.titles[step.kind]}</span>
        {headExit ? <Exit name={headExit} /> : null}
      </div>
      {step.note ? <p className={styles.note}>{step.note}</p> : null}
      {summary ? <p className={styles.summary}>{summary}</p> : null}
      {rows.length > 0 ? (
        <ul className={styles.rows}>
          {rows.map((row, index) => (
            <Row key={row.exit ?? `${index} ${row.label}`} row={row} />
          ))}
        </ul>
      ) : null}
      <ProblemLines step={step} problems={problems} />
    </div>
  )
}

function Row({ row: { exit, label, help, isQuiet } }: { row: StepRow }) {
  return (
    <li className={styles.row} data-quiet={isQuiet || undefined}>
      <span className={styles.label} title={label}>
        {label}
      </span>
      {help ? (
        <span className={styles.help} title={help}>
          {help}
        </span>
      ) : null}
      {exit ? <Exit name={exit} /> : null}
    </li>
  )
}

function Exit({ name }: { name: ExitName }) {
  return <Handle id={name} type="source" position={Position.Right} className={styles.handle} />
}

/** Where its ways out stand is measured once: rows in another order have to be measured anew. */
function useFreshHandles(id: string, rows: readonly StepRow[]): void {
  const update = useUpdateNodeInternals()
  const order = rows.map(({ exit }) => exit).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is the reason to measure
  useEffect(() => update(id), [update, id, order])
}

export function StartNodeView() {
  const { builder: words } = useBotWords()
  return (
    <div className={styles.node}>
      <div className={styles.head}>
        <Icon name="play" size={14} />
        <span className={styles.kind}>{words.start}</span>
      </div>
      <p className={styles.summary}>{words.startHelp}</p>
      <Handle id="next" type="source" position={Position.Bottom} className={styles.handle} />
    </div>
  )
}
