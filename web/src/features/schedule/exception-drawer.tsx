import { Drawer } from '@mantine/core'
import type { ScheduleException, ScheduleRules } from '@otklik/protocol/settings'

import { useWords } from '../../words/index.ts'
import { ExceptionForm } from './exception-form.tsx'

interface ExceptionDrawerProps {
  rules: ScheduleRules
  edited: ScheduleException | 'new' | undefined
  today: string
  onApply: (exceptions: ScheduleException[]) => void
  onClose: () => void
}

export function ExceptionDrawer({ rules, edited, today, onApply, onClose }: ExceptionDrawerProps) {
  const { common, schedule: words } = useWords()
  const first = edited === 'new' ? { from: today, to: today, name: '', intervals: [] } : edited
  const index = edited && edited !== 'new' ? rules.exceptions.indexOf(edited) : -1
  return (
    <Drawer
      opened={edited !== undefined}
      onClose={onClose}
      title={edited === 'new' ? words.newException : words.editException}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {first ? (
        <ExceptionForm
          first={first}
          rules={rules}
          index={index < 0 ? rules.exceptions.length : index}
          today={today}
          onApply={(list) => {
            onApply(list)
            onClose()
          }}
          onClose={onClose}
        />
      ) : null}
    </Drawer>
  )
}
