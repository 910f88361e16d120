import { Button, TextInput } from '@mantine/core'
import type { ScheduleException, ScheduleRules } from '@otklik/protocol/settings'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useLanguage, useWords } from '../../words/index.ts'
import { checkHours } from './api/check-hours.ts'
import styles from './exception-form.module.css'
import { ExceptionHours } from './exception-hours.tsx'
import { showDates } from './exceptions.ts'
import { office } from './week.ts'

interface ExceptionFormProps {
  first: ScheduleException
  rules: ScheduleRules
  /** Its place in the list: beyond its end for a new one. */
  index: number
  today: string
  onApply: (exceptions: ScheduleException[]) => void
  onClose: () => void
}

/** Checked by the server before it joins the others; saved with the schedule. */
export function ExceptionForm(props: ExceptionFormProps) {
  const { first, rules, index, today, onApply, onClose } = props
  const { common, schedule: words } = useWords()
  const locale = useLanguage()
  const [exception, setException] = useState(first)
  const [areTimes, setTimes] = useState(true)
  const form = useRef<HTMLFormElement>(null)
  const exceptions = [
    ...rules.exceptions.slice(0, index),
    exception,
    ...rules.exceptions.slice(index + 1),
  ]
  const check = useMutation({
    // Only what is wrong with exceptions concerns this form: the week is told where it stands.
    mutationFn: () => checkHours({ ...rules, week: rules.week.map(() => []), exceptions }),
    onSuccess: () => onApply(exceptions),
  })
  const errors = fieldErrors(check.error)
  const own = (name: string) => errors[`exceptions.${index}.${name}`]
  const others = Object.entries(errors).flatMap(([path, text]) => {
    const [, place] = path.split('.')
    const other = exceptions[Number(place)]
    return Number(place) === index || !other
      ? []
      : [`${showDates(other, { today, locale })}: ${text}`]
  })
  useFocusWrongField(form, check.error)
  const change = (part: Partial<ScheduleException>) => {
    setException({ ...exception, ...part })
    check.reset()
  }
  const isOff = exception.intervals.length === 0
  const failure = formError(check.error)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (areTimes && !check.isPending) check.mutate()
      }}
    >
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={words.firstDay}
          value={exception.from}
          error={fieldError(own('from'))}
          data-autofocus
          onChange={({ currentTarget: { value } }) => {
            const isOneDay = exception.to === exception.from || exception.to < value
            change({ from: value, ...(isOneDay && { to: value }) })
          }}
        />
        <TextInput
          type="date"
          label={words.lastDay}
          value={exception.to}
          description={own('to') ? undefined : words.lastDayHelp}
          error={fieldError(own('to'))}
          onChange={({ currentTarget: { value } }) => change({ to: value })}
        />
      </div>
      <TextInput
        label={words.name}
        value={exception.name}
        maxLength={100}
        description={own('name') ? undefined : words.nameHelp}
        error={fieldError(own('name'))}
        onChange={({ currentTarget: { value } }) => change({ name: value })}
      />
      <ChoiceList
        isRow
        legend={words.kind}
        value={isOff ? 'off' : 'hours'}
        choices={[
          { value: 'off', label: words.kinds.off },
          { value: 'hours', label: words.kinds.hours },
        ]}
        onChange={(kind) => {
          setTimes(true)
          change({ intervals: kind === 'off' ? [] : [office] })
        }}
      />
      {isOff ? null : (
        <ExceptionHours
          intervals={exception.intervals}
          errorOf={(place) => own(`intervals.${place}`) ?? own(`intervals.${place}.from`)}
          onChange={(intervals, areValid) => {
            setTimes(areValid)
            change({ intervals })
          }}
        />
      )}
      {failure || others.length > 0 ? (
        <Notice tone="danger" isNew>
          {failure ?? others.join('. ')}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.apply}
          busyLabel={words.applying}
          isBusy={check.isPending}
          isOff={!areTimes}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
