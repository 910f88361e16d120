import type { Timeline, TimelineStep } from '@otklik/protocol/settings'
import unseen from '../../ui/unseen.module.css'
import { useLanguage, useWords } from '../../words/index.ts'
import { showTime } from '../schedule/minutes.ts'
import { type Stretch, toStretches } from './stretches.ts'
import { tellStep } from './tell-step.ts'
import styles from './timeline-view.module.css'

interface TimelineViewProps {
  timeline: Timeline
  timeZone: string
  /** Said aloud of the list. */
  label: string
  /** What the other timeline does not have. */
  changed?: ReadonlySet<TimelineStep> | undefined
}

/** What would happen, from the customer's first word on (interface.md §5). */
export function TimelineView({ timeline, timeZone, label, changed }: TimelineViewProps) {
  const { dryRun: words } = useWords()
  const clock = useClock(timeZone)
  return (
    <section className={styles.timeline} aria-label={label}>
      {toStretches(timeline.steps, timeZone).map((stretch) => (
        <section key={`${stretch.date} ${stretch.isOpen} ${stretch.steps[0]?.at}`}>
          <h4 className={styles.day}>{headingOf(stretch)}</h4>
          <ol className={styles.steps}>
            {stretch.steps.map((step, index) => (
              <StepRow
                // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name
                key={index}
                step={step}
                isChanged={changed?.has(step) ?? false}
                clock={clock}
              />
            ))}
          </ol>
        </section>
      ))}
      {timeline.isComplete ? null : <p className={styles.more}>{words.goesOn}</p>}
    </section>
  )

  function headingOf({ isOpen, steps }: Stretch): string {
    const at = steps[0]?.at ?? ''
    const day = clock.day(at)
    if (!isOpen) return words.offHours(day)
    const isOpening = steps[0]?.code === 'opened'
    return words.working(day, isOpening ? clock.time(at) : '')
  }
}

interface StepRowProps {
  step: TimelineStep
  isChanged: boolean
  clock: Clock
}

function StepRow({ step, isChanged, clock }: StepRowProps) {
  const { dryRun: words } = useWords()
  const { title, help, tone } = tellStep(step, {
    words,
    momentOf: clock.moment,
    timeOf: clock.time,
  })
  const isDropped = tone === 'dropped'
  return (
    <li className={styles.step} data-tone={tone} data-changed={isChanged || undefined}>
      <time className={styles.time} dateTime={step.at}>
        {clock.time(step.at)}
      </time>
      <span className={styles.mark} aria-hidden="true" />
      <div className={styles.what}>
        <p className={styles.title}>
          {title}
          {isChanged ? <span className={unseen.text}>{`. ${words.changes}`}</span> : null}
        </p>
        {step.text === undefined ? null : (
          <p className={styles.text}>{isDropped ? <s>{step.text}</s> : step.text}</p>
        )}
        {help ? <p className={styles.help}>{help}</p> : null}
      </div>
    </li>
  )
}

type Clock = ReturnType<typeof useClock>

/** As the account's wall clock has it, wherever the reader is. */
function useClock(timeZone: string) {
  const locale = useLanguage() === 'ru' ? 'ru-RU' : 'en-GB'
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  const short = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short' })
  // As the schedule writes it, which stands beside.
  const timeOf = (at: string) => showTime(time.format(new Date(at)))
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
  return {
    time: timeOf,
    day: (at: string) => capital(day.format(new Date(at))),
    moment: (at: string) => `${short.format(new Date(at))}, ${timeOf(at)}`,
  }
}
