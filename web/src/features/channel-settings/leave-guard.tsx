import { useBlocker } from '@tanstack/react-router'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'

/** Asks once, naming what would be lost; also when the tab is closed. */
export function LeaveGuard({ unsaved }: { unsaved: readonly string[] }) {
  const { settings } = useWords()
  const isDirty = unsaved.length > 0
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      isPlain
      title={settings.leaveTitle}
      confirm={settings.leave}
      refuse={settings.stay}
      isOpen={blocker.status === 'blocked'}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {settings.leaveHelp(unsaved.join(', '))}
    </ConfirmDialog>
  )
}
