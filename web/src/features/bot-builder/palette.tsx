import { useBotWords } from '../../words/bot-words.ts'
import { Editable } from '../settings-shell/index.ts'
import { Glyph, stepGlyphs, stepKinds } from './glyph.tsx'
import styles from './palette.module.css'
import { useAddStep } from './use-add-step.ts'

/** What a dragged step is called on its way to the canvas. */
export const stepType = 'application/x-otklik-step'

/** All kinds of steps: pressed, one follows the selected step; dragged, it stands where it falls. */
export function Palette() {
  const { builder, steps } = useBotWords()
  const add = useAddStep()
  return (
    <section className={styles.palette} aria-label={builder.addStep}>
      <h2 className={styles.title}>{builder.steps}</h2>
      <Editable>
        <ul>
          {stepKinds.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                className={styles.kind}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.setData(stepType, kind)
                  event.dataTransfer.effectAllowed = 'copy'
                }}
                onClick={() => add(kind)}
              >
                <Glyph name={stepGlyphs[kind]} />
                {steps.kinds[kind]}
              </button>
            </li>
          ))}
        </ul>
      </Editable>
    </section>
  )
}
