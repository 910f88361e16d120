import type { Conversation } from '@otklik/protocol'
import { lazy, type ReactNode, type Ref, Suspense } from 'react'

import { useWords, withWords } from '../../words/index.ts'
import { useChannelKind, useChannelTitle } from '../channels/index.ts'
import { useElsewhere } from '../conversations/index.ts'
import { useDraftOf } from '../drafts/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { WithTemplates } from '../templates/index.ts'
import { type Availability, availabilityOf } from './availability.ts'
import { ClosedComposer, WayOn } from './closed-composer.tsx'
import styles from './composer.module.css'
import { ComposerBox, type ComposerHandle } from './composer-box.tsx'
import { ComposerStrip } from './composer-strip.tsx'
import { ContinueElsewhere } from './continue-elsewhere.tsx'
import { UnbarButton } from './unbar-button.tsx'
import { useDoor } from './use-door.ts'
import { Viewers } from './viewers.tsx'

const PlannedList = lazy(
  withWords(['tools'], () =>
    import('../planned/planned-list.tsx').then((module) => ({ default: module.PlannedList })),
  ),
)

interface ComposerProps {
  conversation: Conversation
  ref: Ref<ComposerHandle>
  onSendAndClose: () => void
  onTake: () => void
  onDecline: () => void
  onUndoClose: () => void
  /** The conversation that came after this closed one. */
  onOpenNext: (() => void) | undefined
}

export function Composer(props: ComposerProps) {
  const { conversation, ref, onSendAndClose } = props
  const { composer } = useWords()
  const { operator, permissions } = useSession()
  const channel = useFeedState((state) => state.channels.get(conversation.channelId))
  const windowHours = useReplyWindow(conversation.channelId)
  const availability = useServerTime((now) =>
    availabilityOf(conversation, {
      me: operator.id,
      mayReply: permissions.includes('conversations.reply'),
      channel,
      hasReplyWindow: windowHours !== undefined,
      now,
    }),
  )
  const mayNote = permissions.includes('notes.write')
  const draft = useDraftOf(conversation.id)
  const door = useDoor({ isOpen: availability === 'open', draft })
  return (
    <section
      className={styles.composer}
      aria-label={composer.region}
      data-region="composer"
      onFocus={door.onFocus}
      onBlur={door.onBlur}
    >
      {conversation.planned ? (
        <Suspense>
          <PlannedList conversation={conversation} />
        </Suspense>
      ) : null}
      {door.isExplained ? (
        <Reason {...props} availability={availability}>
          {mayNote ? <WayOn label={composer.writeNote} onClick={door.openForNote} /> : null}
        </Reason>
      ) : null}
      {door.isShown ? (
        <ComposerBox
          ref={ref}
          conversation={conversation}
          only={door.only}
          isStopped={door.isStopped}
          mayNote={mayNote}
          onLeave={door.leave}
          onSendAndClose={onSendAndClose}
          strip={(state) => (
            <ComposerStrip
              conversation={conversation}
              onAccept={props.onTake}
              onDecline={props.onDecline}
              {...state}
            />
          )}
        />
      ) : null}
    </section>
  )
}

interface ReasonProps extends ComposerProps {
  availability: Availability
  children: ReactNode
}

/** Hours after the customer's word in which the platform takes free text; undefined: no limit. */
function useReplyWindow(channelId: string): number | undefined {
  return useFeedState(({ channels, channelKinds }) => {
    const kind = channelKinds.get(channels.get(channelId)?.kind ?? '')
    return kind?.capabilities.replyWindowHours
  })
}

function WindowClosed({ conversation, children }: Pick<ReasonProps, 'conversation' | 'children'>) {
  const { composer } = useWords()
  const channel = useChannelTitle(conversation.channelId)
  const hours = useReplyWindow(conversation.channelId) ?? 0
  const hasTemplates = useChannelKind(conversation.channelId)?.capabilities.templates
  return (
    <ClosedComposer
      icon="clock"
      title={composer.windowClosedTitle}
      help={
        hasTemplates
          ? composer.windowClosedWithTemplates(channel, hours)
          : composer.windowClosedHelp(channel, hours)
      }
    >
      {children}
    </ClosedComposer>
  )
}

/** What is advised is possible: another channel is named only where there is one. */
function Blocked({ conversation, children }: Pick<ReasonProps, 'conversation' | 'children'>) {
  const { composer } = useWords()
  const elsewhere = useElsewhere(conversation)
  const isReached = conversation.continuedIn !== undefined || (elsewhere ?? []).length > 0
  return (
    <ClosedComposer
      icon="lock"
      title={composer.blockedTitle}
      help={isReached ? composer.blockedHelp : composer.blockedEverywhere}
    >
      {children}
    </ClosedComposer>
  )
}

function Reason({ availability, conversation, children, ...ways }: ReasonProps) {
  const { composer, conversation: words, common, templates } = useWords()
  const { permissions } = useSession()
  const holder = useFeedState((state) => state.operators.get(conversation.operatorId ?? '')?.name)
  switch (availability) {
    case 'open':
      return null
    case 'closed':
      return (
        <ClosedComposer icon="checkCircle" title={composer.closedTitle} help={composer.closedHelp}>
          {ways.onOpenNext ? <WayOn label={words.next} onClick={ways.onOpenNext} /> : null}
          {children}
        </ClosedComposer>
      )
    case 'closing':
      return (
        <ClosedComposer icon="clock" title={composer.closingTitle} help={composer.closedHelp}>
          <WayOn label={common.undo} onClick={ways.onUndoClose} />
        </ClosedComposer>
      )
    case 'window-closed':
      return (
        <WindowClosed conversation={conversation}>
          <WithTemplates conversation={conversation}>
            {(open) => <WayOn label={templates.pick} onClick={open} />}
          </WithTemplates>
          <ContinueElsewhere conversation={conversation} />
          {children}
        </WindowClosed>
      )
    case 'contact-barred':
      return (
        <ClosedComposer icon="lock" title={composer.barredTitle} help={composer.barredHelp}>
          <UnbarButton contactId={conversation.contact.id} />
          {children}
        </ClosedComposer>
      )
    case 'contact-blocking':
      return (
        <Blocked conversation={conversation}>
          <ContinueElsewhere conversation={conversation} />
          {children}
        </Blocked>
      )
    case 'channel-disconnected':
      return (
        <ClosedComposer
          icon="lock"
          title={composer.disconnectedTitle}
          help={composer.disconnectedHelp}
        >
          <ContinueElsewhere conversation={conversation} />
          {children}
        </ClosedComposer>
      )
    case 'held-by-other':
      return (
        <ClosedComposer
          icon="contact"
          title={composer.heldTitle(holder ?? '')}
          help={composer.heldHelp}
          end={<Viewers conversationId={conversation.id} />}
        >
          {permissions.includes('conversations.reassign') ? (
            <WayOn label={words.take} onClick={ways.onTake} />
          ) : null}
          {children}
        </ClosedComposer>
      )
    case 'not-permitted':
      return (
        <ClosedComposer
          icon="lock"
          title={composer.notPermittedTitle}
          help={composer.notPermittedHelp}
        >
          {children}
        </ClosedComposer>
      )
  }
}
