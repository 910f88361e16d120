import type { Conversation } from '@otklik/protocol'
import { lazy, Suspense, useState } from 'react'

import { withWords } from '../../words/index.ts'
import { useCommands } from '../commands/index.ts'

const TranscriptSearch = lazy(
  withWords(['tools'], () =>
    import('../search/transcript-search.tsx').then((module) => ({
      default: module.TranscriptSearch,
    })),
  ),
)

/** Nothing until it is asked for by its key or from the palette. */
export function FindInTranscript({ conversation }: { conversation: Conversation }) {
  const [isOpen, setOpen] = useState(false)
  useCommands({ find: () => setOpen(true) })
  return (
    <Suspense>
      {isOpen ? (
        <TranscriptSearch conversation={conversation} onClose={() => setOpen(false)} />
      ) : null}
    </Suspense>
  )
}
