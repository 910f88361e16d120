import type { Message } from '@otklik/protocol'
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'

import { viewableOf } from './files/viewable.ts'
import { ViewerProvider } from './files/viewer-context.ts'

const MediaViewer = lazy(() =>
  import('./files/media-viewer.tsx').then((module) => ({ default: module.MediaViewer })),
)

interface MediaViewingProps {
  messages: readonly Message[]
  children: ReactNode
}

/** Pictures and films of a whole conversation, one after another. */
export function MediaViewing({ messages, children }: MediaViewingProps) {
  const [openId, setOpenId] = useState<string>()
  const open = useCallback((fileId: string) => setOpenId(fileId), [])
  const files = useMemo(() => (openId ? viewableOf(messages) : []), [openId, messages])
  return (
    <ViewerProvider value={open}>
      {children}
      {openId ? (
        <Suspense>
          <MediaViewer files={files} openId={openId} onClose={() => setOpenId(undefined)} />
        </Suspense>
      ) : null}
    </ViewerProvider>
  )
}
