import { Popover } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { lazy, type ReactNode, useSyncExternalStore } from 'react'

import { PanelPlace } from '../../ui/panel-place.tsx'
import { useWords, withWords } from '../../words/index.ts'
import { type Labelling, labelling } from './labelling.ts'

const LabelPanel = lazy(
  withWords(['tools'], () =>
    import('./label-panel.tsx').then((module) => ({ default: module.LabelPanel })),
  ),
)

interface LabelPopoverProps {
  conversation: Conversation
  place: Labelling['place']
  /** Beside which it opens. */
  children: ReactNode
}

/** «Тематика» or «Теги», beside what they change (interface.md §6). */
export function LabelPopover({ conversation, place, children }: LabelPopoverProps) {
  const { card } = useWords()
  const asked = useSyncExternalStore(labelling.subscribe, labelling.get)
  const isHere = asked?.conversationId === conversation.id && asked.place === place
  const close = () => labelling.set(undefined)
  return (
    <Popover
      opened={isHere}
      onChange={(isOpen) => {
        if (!isOpen) close()
      }}
      position="bottom-end"
      width={300}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={asked?.kind === 'tag' ? card.tags : card.topic}>
        {isHere ? (
          <PanelPlace>
            <LabelPanel key={asked.kind} conversation={conversation} asked={asked} onDone={close} />
          </PanelPlace>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}
