import { ButtonLink } from '../../ui/button-link.tsx'
import { Chip } from '../../ui/chip.tsx'
import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import styles from './blocks.module.css'
import { schedulePage } from './places.ts'
import { useSchedule } from './use-schedule.ts'
import { useOpenState, useScheduleSummary } from './use-schedule-words.ts'

interface ScheduleBlockProps {
  /** On the list of channels: with what it is now. */
  isShort?: boolean
}

/** One schedule for all channels, set from any of them (COM-02, COM-03). */
export function ScheduleBlock({ isShort = false }: ScheduleBlockProps) {
  const { channelRules: words } = useWords()
  const { data: schedule, isError } = useSchedule()
  const summary = useScheduleSummary()
  const state = useOpenState(schedule)
  const facts = schedule ? `${summary(schedule)} · ${words.scheduleHelp}` : words.scheduleHelp
  return (
    <section className={styles.card} aria-label={words.schedule}>
      <SettingRow
        icon="calendar"
        title={isShort ? words.scheduleShort : words.schedule}
        help={isError && !schedule ? words.scheduleUnknown : facts}
      >
        {isShort && state ? (
          <Chip tone={state.isOpen ? 'ok' : 'plain'} isLive={state.isOpen}>
            {state.short}
          </Chip>
        ) : null}
        <ButtonLink to={schedulePage} variant="default" aria-label={words.configureSchedule}>
          {words.configure}
        </ButtonLink>
      </SettingRow>
    </section>
  )
}
