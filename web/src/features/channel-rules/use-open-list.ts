import { useState } from 'react'

import type { ProposedReply } from './replies-draft.ts'

/** Whether the list of replies stands open beside its tab, and with which change. */
export interface OpenList {
  isOpen: boolean
  proposed: readonly ProposedReply[] | undefined
  open(proposed?: readonly ProposedReply[]): void
  close(): void
}

/** Opened by its own button, or by what mends a contradiction in another block of the tab. */
export function useOpenList(): OpenList {
  const [opened, setOpened] = useState<{ proposed: readonly ProposedReply[] | undefined }>()
  return {
    isOpen: opened !== undefined,
    proposed: opened?.proposed,
    open: (proposed) => setOpened({ proposed }),
    close: () => setOpened(undefined),
  }
}
