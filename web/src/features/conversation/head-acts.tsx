import { Menu, Popover } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { lazy, Suspense, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PanelPlace } from '../../ui/panel-place.tsx'
import { useWords } from '../../words/index.ts'
import { KeyMark, useCommands, useKeyName } from '../commands/index.ts'
import { openContactForm } from '../contact-form/index.ts'
import {
  mayAskContacts,
  mayMark,
  mayPause,
  mayResume,
  mayTransfer,
  mayWaive,
} from '../conversations/index.ts'
import { openLabels } from '../labels/index.ts'
import { useSession, useWorkplaceView } from '../session/index.ts'
import styles from './conversation-head.module.css'
import type { ConversationActs } from './use-conversation-acts.ts'

const PausePanel = lazy(() =>
  import('../pause/pause-panel.tsx').then((module) => ({ default: module.PausePanel })),
)

const PrivateAnswer = lazy(() =>
  import('./private-answer.tsx').then((module) => ({ default: module.PrivateAnswer })),
)

interface HeadActsProps {
  conversation: Conversation
  acts: ConversationActs
  canClose: boolean
  onTransfer: () => void
}

/** What can be done with it beside answering; on a phone all of it is in the menu. */
export function HeadActs({ conversation, acts, canClose, onTransfer }: HeadActsProps) {
  const words = useWords()
  const session = useSession()
  const [isPausing, setPausing] = useState(false)
  const canPause = mayPause(conversation, session)
  const canResume = mayResume(conversation, session)
  const canTransfer = mayTransfer(conversation, session)
  const holdKey = useKeyName('hold')
  const transferKey = useKeyName('transfer')
  useCommands({ snooze: canPause ? () => setPausing(true) : undefined })
  const { id } = conversation
  const then = (act: () => void) => () => {
    setPausing(false)
    act()
  }
  return (
    <Popover
      opened={isPausing}
      onChange={setPausing}
      position="bottom-end"
      width={330}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span className={styles.acts}>
          {canResume ? (
            <IconButton
              icon="play"
              className={styles.wide}
              label={words.pause.resume}
              keys={holdKey}
              onClick={() => acts.resume(id)}
            />
          ) : null}
          {canPause && !canResume ? (
            <IconButton
              icon="pause"
              className={styles.wide}
              label={words.pause.act}
              keys={holdKey}
              aria-expanded={isPausing}
              onClick={() => setPausing(!isPausing)}
            />
          ) : null}
          {canTransfer ? (
            <IconButton
              icon="transfer"
              className={styles.wide}
              label={words.transfer.act}
              keys={transferKey}
              onClick={onTransfer}
            />
          ) : null}
          <MoreActs
            conversation={conversation}
            acts={acts}
            canClose={canClose}
            onPause={canPause ? () => setPausing(true) : undefined}
            onTransfer={canTransfer ? onTransfer : undefined}
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={words.pause.act}>
        <PanelPlace>
          <PausePanel
            onHold={canResume ? undefined : then(() => acts.hold(id))}
            onSnooze={(until) => then(() => acts.snooze(id, until))()}
          />
        </PanelPlace>
      </Popover.Dropdown>
    </Popover>
  )
}

function LabelItems({ conversationId }: { conversationId: string }) {
  const { conversation: words } = useWords()
  const open = (kind: 'topic' | 'tag') => () => openLabels({ conversationId, kind, place: 'head' })
  return (
    <>
      <Menu.Item
        leftSection={<Icon name="message" />}
        rightSection={<KeyMark of="topic" className={styles.kbd} />}
        onClick={open('topic')}
      >
        {words.topic}
      </Menu.Item>
      <Menu.Item
        leftSection={<Icon name="tag" />}
        rightSection={<KeyMark of="tags" className={styles.kbd} />}
        onClick={open('tag')}
      >
        {words.tags}
      </Menu.Item>
    </>
  )
}

/** «Закрыть и к следующему», for everything that is closed from now on. */
function NextAfterClosing() {
  const { conversation: words } = useWords()
  const [{ goesOnAfterClosing = false }, change] = useWorkplaceView()
  return (
    <Menu.CheckboxItem
      checked={goesOnAfterClosing}
      onChange={(isOn) => change({ goesOnAfterClosing: isOn })}
    >
      {words.closeAndNext}
    </Menu.CheckboxItem>
  )
}

interface MoreActsProps {
  conversation: Conversation
  acts: ConversationActs
  canClose: boolean
  onPause: (() => void) | undefined
  onTransfer: (() => void) | undefined
}

function MoreActs({ conversation, acts, canClose, onPause, onTransfer }: MoreActsProps) {
  const { conversation: words, pause, transfer } = useWords()
  const session = useSession()
  const { id } = conversation
  const [isPrivate, setPrivate] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <IconButton icon="dots" label={words.moreActions} />
        </Menu.Target>
        <Menu.Dropdown>
          {conversation.kind === 'comment' ? (
            <Menu.Item leftSection={<Icon name="message" />} onClick={() => setPrivate(true)}>
              {words.answerPrivately}
            </Menu.Item>
          ) : null}
          {onTransfer ? (
            <Menu.Item
              className={styles.narrow ?? ''}
              leftSection={<Icon name="transfer" />}
              onClick={onTransfer}
            >
              {transfer.act}
            </Menu.Item>
          ) : null}
          {mayResume(conversation, session) ? (
            <Menu.Item
              className={styles.narrow ?? ''}
              leftSection={<Icon name="play" />}
              onClick={() => acts.resume(id)}
            >
              {pause.resume}
            </Menu.Item>
          ) : null}
          {onPause ? (
            <Menu.Item leftSection={<Icon name="clock" />} onClick={onPause}>
              {pause.act}
            </Menu.Item>
          ) : null}
          {conversation.status === 'assigned' ? (
            <Menu.Item
              leftSection={<Icon name="return" />}
              onClick={() => acts.giveBack(conversation)}
            >
              {words.return}
            </Menu.Item>
          ) : null}
          {mayMark(conversation, session) ? (
            <Menu.Item
              leftSection={<Icon name="flag" />}
              rightSection={<KeyMark of="unanswered" className={styles.kbd} />}
              onClick={() => acts.markUnread(id)}
            >
              {words.markUnread}
            </Menu.Item>
          ) : null}
          {mayWaive(conversation, session) ? (
            <Menu.Item leftSection={<Icon name="check" />} onClick={() => acts.waive(id)}>
              {words.waive}
            </Menu.Item>
          ) : null}
          {mayAskContacts(conversation, session) ? (
            <Menu.Item leftSection={<Icon name="contact" />} onClick={() => openContactForm(id)}>
              {words.contactForm}
            </Menu.Item>
          ) : null}
          <LabelItems conversationId={id} />
          {canClose ? (
            <>
              <Menu.Item
                leftSection={<Icon name="checkCircle" />}
                rightSection={<KeyMark of="close" className={styles.kbd} />}
                onClick={() => acts.close(id)}
              >
                {words.close}
              </Menu.Item>
              <Menu.Item
                leftSection={<Icon name="ban" />}
                rightSection={<KeyMark of="spam" className={styles.kbd} />}
                onClick={() => acts.closeAsSpam(id)}
              >
                {words.spam}
              </Menu.Item>
              <NextAfterClosing />
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isPrivate ? (
        <Suspense>
          <PrivateAnswer conversation={conversation} onClose={() => setPrivate(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
