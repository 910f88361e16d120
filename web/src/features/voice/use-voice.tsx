import type { Conversation } from '@otklik/protocol'
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { Store } from '../../ui/store.ts'
import { useWords, withWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { useCommands, useKeyName } from '../commands/index.ts'

const VoicePanel = lazy(
  withWords(['tools'], () =>
    import('./voice-panel.tsx').then((module) => ({ default: module.VoicePanel })),
  ),
)

/** Conversations with a recording; it waits while the operator looks into another one. */
const opened = new Store<ReadonlySet<string>>(new Set())

interface VoiceOptions {
  conversation: Conversation
  /** A note is written, or a change of what was sent. */
  isOff: boolean
  onClose: () => void
}

/** A voice message: the button that begins one, and the panel over the field. */
export function useVoice({ conversation, isOff, onClose }: VoiceOptions): {
  tool: ReactNode
  tray: ReactNode
} {
  const { composer } = useWords()
  const { id, channelId } = conversation
  const capabilities = useChannelKind(channelId)?.capabilities
  const isOpen = useSyncExternalStore(opened.subscribe, opened.get).has(id)
  const keys = useKeyName('record-voice')
  // Under a comment platforms take no voices; who cannot send files cannot send these.
  const wanted =
    isOff || conversation.kind === 'comment' || capabilities?.whyNoFiles
      ? undefined
      : capabilities?.recording
  const open = () => opened.set(new Set([...opened.get(), id]))
  useCommands({ 'record-voice': wanted && !isOpen ? open : undefined })
  if (!wanted) return { tool: null, tray: null }
  return {
    tool: (
      <IconButton
        icon="microphone"
        label={composer.record}
        keys={keys}
        aria-disabled={isOpen || undefined}
        onClick={() => isOpen || open()}
      />
    ),
    tray: isOpen ? (
      <Suspense>
        <VoicePanel
          key={id}
          conversationId={id}
          wanted={wanted}
          onClose={() => {
            opened.set(new Set([...opened.get()].filter((each) => each !== id)))
            onClose()
          }}
        />
      </Suspense>
    ) : null,
  }
}
