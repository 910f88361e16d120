import { Button, Menu } from '@mantine/core'
import type { ScheduleException, ScheduleRules } from '@otklik/protocol/settings'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useLanguage, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { ExceptionDrawer } from './exception-drawer.tsx'
import styles from './exception-list.module.css'
import { byDate, endsAtNight, showDates } from './exceptions.ts'
import { holidaysAfter } from './holidays.ts'
import { showInterval } from './minutes.ts'
import { wallOf } from './wall-clock.ts'

interface ExceptionListProps {
  rules: ScheduleRules
  errors: Readonly<Record<string, string>>
  onChange: (exceptions: ScheduleException[]) => void
}

/** Holidays and short days: in place of what the week says. */
export function ExceptionList({ rules, errors, onChange }: ExceptionListProps) {
  const { schedule: words } = useWords()
  const { exceptions, timeZone } = rules
  const today = useServerTime((at) => wallOf(at, timeZone).date)
  const [edited, setEdited] = useState<ScheduleException | 'new'>()
  const [taken, setTaken] = useState<number>()
  const sorted = byDate(exceptions)
  const past = sorted.filter(({ to }) => to < today)
  const coming = sorted.filter(({ to }) => to >= today)
  const remove = (removed: ScheduleException) => {
    onChange(exceptions.filter((each) => each !== removed))
  }
  const row = (exception: ScheduleException) => (
    <ExceptionRow
      key={`${exception.from} ${exception.to} ${exception.name}`}
      exception={exception}
      today={today}
      problem={problemOf(errors, exceptions.indexOf(exception))}
      onEdit={() => setEdited(exception)}
      onRemove={() => remove(exception)}
    />
  )
  return (
    <section className={styles.list} aria-labelledby="exceptions">
      <div className={styles.head}>
        <h2 id="exceptions" className={styles.title}>
          {words.exceptions}
        </h2>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" />}
          onClick={() => setEdited('new')}
        >
          {words.addException}
        </Button>
      </div>
      <p className={styles.help}>{words.exceptionsHelp}</p>
      {coming.length > 0 ? (
        <ul>{coming.map(row)}</ul>
      ) : (
        <p className={styles.empty}>{words.noExceptions}</p>
      )}
      {past.length > 0 ? (
        <details className={styles.past}>
          <summary>{words.past(past.length)}</summary>
          <ul>{past.map(row)}</ul>
        </details>
      ) : null}
      <div className={styles.calendar}>
        <TextButton
          onClick={() => {
            const found = holidaysAfter(today, exceptions)
            setTaken(found.length)
            if (found.length > 0) onChange(byDate([...exceptions, ...found]))
          }}
        >
          {words.takeCalendar}
        </TextButton>
        {taken === undefined ? null : (
          <Notice isNew tone={taken > 0 ? 'ok' : 'plain'} help={words.takenHelp}>
            {taken > 0 ? words.taken(taken) : words.allTaken}
          </Notice>
        )}
      </div>
      <ExceptionDrawer
        rules={rules}
        edited={edited}
        today={today}
        onApply={(list) => onChange(byDate(list))}
        onClose={() => setEdited(undefined)}
      />
    </section>
  )
}

interface ExceptionRowProps {
  exception: ScheduleException
  today: string
  problem: string | undefined
  onEdit: () => void
  onRemove: () => void
}

function ExceptionRow({ exception, today, problem, onEdit, onRemove }: ExceptionRowProps) {
  const { schedule: words } = useWords()
  const locale = useLanguage()
  const { name, from, to, intervals } = exception
  const dates = showDates(exception, { today, locale })
  const off = from === to ? words.dayOff : words.daysOff
  const help = [name, endsAtNight(exception) ? words.endsAtNight : ''].filter(Boolean).join(', ')
  return (
    <li className={styles.row}>
      <span className={styles.dates}>{dates}</span>
      <span className={styles.words}>
        <span className={styles.name}>{intervals.map(showInterval).join(', ') || off}</span>
        {help ? <span className={styles.help}>{help}</span> : null}
        {problem ? <span className={styles.problem}>{fieldError(problem)}</span> : null}
      </span>
      <Menu position="bottom-end" width={160}>
        <Menu.Target>
          <IconButton icon="dots" label={words.actionsOf(`${dates} ${name}`.trim())} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>{words.edit}</Menu.Item>
          <Menu.Item onClick={onRemove}>{words.delete}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

function problemOf(errors: ExceptionListProps['errors'], index: number): string | undefined {
  const own = `exceptions.${index}`
  return Object.entries(errors).find(([path]) => path === own || path.startsWith(`${own}.`))?.[1]
}
