import { Button } from '@mantine/core'
import type { WorkingInterval } from '@otklik/protocol/settings'

import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import styles from './schedule-page.module.css'
import { minutesOf, presets, type Week } from './week.ts'

interface PresetsProps {
  week: Week
  onChange: (week: WorkingInterval[][]) => void
}

/** Whole weeks at once, taken back by a click; and how many hours the week has. */
export function Presets({ week, onChange }: PresetsProps) {
  const { common, schedule: words } = useWords()
  const total = week.reduce((sum, day) => sum + minutesOf(day), 0)
  const fill = (name: keyof typeof presets) => {
    const before = week.map((day) => [...day])
    onChange(presets[name](week))
    showToast({
      text: words.presetDone,
      isUndo: true,
      action: { label: common.undo, run: () => onChange(before) },
    })
  }
  return (
    <div className={styles.presets}>
      <span>{words.presets}</span>
      {(['always', 'office', 'monday'] as const).map((name) => (
        <Button key={name} variant="default" size="xs" onClick={() => fill(name)}>
          {words.presetNames[name]}
        </Button>
      ))}
      <span className={styles.week}>
        {words.perWeek(words.hours(Math.floor(total / 60), total % 60))}
      </span>
    </div>
  )
}
