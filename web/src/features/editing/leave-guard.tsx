import { useBlocker } from '@tanstack/react-router'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'

/** Asks once, naming what would be lost; also when the browser's tab is closed. */
export function LeaveGuard({ unsaved }: { unsaved: readonly string[] }) {
  const { editing } = useWords()
  const isDirty = unsaved.length > 0
  const blocker = useBlocker({
    // Tabs of one page share its draft: nothing is lost between them.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      isPlain
      title={editing.leaveTitle}
      confirm={editing.leave}
      refuse={editing.stay}
      isOpen={blocker.status === 'blocked'}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {editing.leaveHelp(unsaved.join(', '))}
    </ConfirmDialog>
  )
}
