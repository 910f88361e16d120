import { Menu } from '@mantine/core'
import type { Message } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords, withWords } from '../../words/index.ts'
import { useFeed } from '../feed/index.ts'
import { deleteMessage } from './api/delete-message.ts'
import { useIntents } from './intents.ts'
import { useMessagePowers } from './powers.ts'

const DeliveryDialog = lazy(
  withWords(['tools'], () =>
    import('./delivery-dialog.tsx').then((module) => ({ default: module.DeliveryDialog })),
  ),
)

interface MessageMenuProps {
  message: Message
  className?: string | undefined
}

/** The menu itself is made when it is first opened: a long transcript has hundreds of these. */
export function MessageMenu({ message, className }: MessageMenuProps) {
  const { transcript } = useWords()
  const [isWanted, setWanted] = useState(false)
  const [isTelling, setTelling] = useState(false)
  const button = (
    <IconButton
      icon="dots"
      label={transcript.messageActions}
      className={className}
      {...(isWanted ? {} : { onClick: () => setWanted(true) })}
    />
  )
  if (!isWanted) return button
  return (
    <>
      <Menu defaultOpened position="bottom-end" width={220}>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          <Items message={message} onTellDelivery={() => setTelling(true)} />
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {isTelling ? <DeliveryDialog message={message} onClose={() => setTelling(false)} /> : null}
      </Suspense>
    </>
  )
}

interface ItemsProps {
  message: Message
  onTellDelivery: () => void
}

function Items({ message, onTellDelivery }: ItemsProps) {
  const { transcript, common } = useWords()
  const feed = useFeed()
  const intents = useIntents()
  const powers = useMessagePowers(message)
  const remove = useMutation({
    mutationFn: () => deleteMessage(message),
    onSuccess: (changed) => {
      if (changed) feed.learnMessage(changed)
    },
    onError: (failure) => {
      if (failure instanceof ApiFailure) showToast({ text: failure.message })
    },
  })
  return (
    <>
      {powers.canReply ? (
        <Menu.Item leftSection={<Icon name="reply" />} onClick={() => intents.reply(message)}>
          {transcript.reply}
        </Menu.Item>
      ) : null}
      {message.text ? (
        <Menu.Item
          leftSection={<Icon name="copy" />}
          onClick={() => {
            void navigator.clipboard
              .writeText(message.text)
              .then(() => showToast({ text: common.copied }))
          }}
        >
          {transcript.copyText}
        </Menu.Item>
      ) : null}
      {powers.canEdit ? (
        <Menu.Item leftSection={<Icon name="edit" />} onClick={() => intents.edit(message)}>
          {transcript.editMessage}
        </Menu.Item>
      ) : null}
      {message.status ? (
        <Menu.Item leftSection={<Icon name="info" />} onClick={onTellDelivery}>
          {transcript.delivery}
        </Menu.Item>
      ) : null}
      {powers.canDelete ? (
        <Menu.Item color="red" leftSection={<Icon name="trash" />} onClick={() => remove.mutate()}>
          {message.kind === 'note' ? common.delete : transcript.deleteMessage}
        </Menu.Item>
      ) : null}
    </>
  )
}
