import { useBlocker } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { askBeforeLeaving, isLeft } from '../../ui/leaving.ts'
import { useWords } from '../../words/index.ts'

/** Nobody is signed in there: whoever is led to them has nowhere to save to. */
const outside = ['/sign-in', '/first-run']

interface LeaveGuardProps {
  unsaved: readonly string[]
  /** What saves itself is saved first; nobody is asked where that went well. */
  save?: () => Promise<boolean>
}

/** Asks once, naming what would be lost; also when the browser's tab is closed. */
export function LeaveGuard({ unsaved, save }: LeaveGuardProps) {
  const { editing } = useWords()
  const isDirty = unsaved.length > 0
  const blocker = useBlocker({
    // Tabs of one page share its draft: nothing is lost between them.
    shouldBlockFn: async ({ current, next }) =>
      isDirty &&
      current.pathname !== next.pathname &&
      !outside.includes(next.pathname) &&
      !(await save?.()),
    enableBeforeUnload: () => isDirty && !isLeft(),
    withResolver: true,
  })
  const asked = useQuestion(isDirty)
  const answer = (isLeaving: boolean) => {
    asked.answer(isLeaving)
    if (isLeaving) blocker.proceed?.()
    else blocker.reset?.()
  }
  return (
    <ConfirmDialog
      isPlain
      title={editing.leaveTitle}
      confirm={editing.leave}
      refuse={editing.stay}
      isOpen={blocker.status === 'blocked' || asked.isOpen}
      onConfirm={() => answer(true)}
      onClose={() => answer(false)}
    >
      {editing.leaveHelp(unsaved.join(', '))}
    </ConfirmDialog>
  )
}

/** For what ends the page without going to another address of it: signing out. */
function useQuestion(isDirty: boolean) {
  const [resolve, setResolve] = useState<(isLeaving: boolean) => void>()
  useEffect(() => {
    if (!isDirty) return
    return askBeforeLeaving(() => new Promise((settle) => setResolve(() => settle)))
  }, [isDirty])
  return {
    isOpen: resolve !== undefined,
    answer(isLeaving: boolean) {
      setResolve(undefined)
      resolve?.(isLeaving)
    },
  }
}
