import { Menu } from '@mantine/core'
import type { ContactCard } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { api } from '../../api/address.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { useCommands } from '../commands/index.ts'
import { useSession } from '../session/index.ts'
import { barContact, editContact } from './api/contacts.ts'
import { EditDrawer } from './edit-drawer.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'

type Permission = ReturnType<typeof useSession>['permissions'][number]
type Opened = 'edit' | 'merge' | 'bar' | 'erase'

/** What may be done with a customer. Everybody who shows the card learns of it by the feed. */
export function ContactActs({ card }: { card: ContactCard }) {
  const { contacts: words } = useWords()
  const { permissions } = useSession()
  const [opened, setOpened] = useState<Opened>()
  const tell = (failure: Error) => showToast({ text: formError(failure) ?? failure.message })
  const vip = useMutation({
    mutationFn: (isVip: boolean) => editContact(card.id, { version: card.version, isVip }),
    onError: tell,
  })
  const unbar = useMutation({ mutationFn: () => barContact(card.id, false), onError: tell })
  const may = (permission: Permission) => permissions.includes(permission)
  const close = () => setOpened(undefined)
  const exportAddress = api`contacts/${card.id}/export`
  const bar = () => (card.isBarred ? unbar.mutate() : setOpened('bar'))
  const toggleVip = () => vip.mutate(!card.isVip)
  const offered = (permission: Permission, run: () => void, label: string) =>
    may(permission) && !card.erasedAt ? { run, label } : undefined
  useCommands({
    'contact-edit': offered('contacts.edit', () => setOpened('edit'), words.edit),
    'contact-vip': offered('contacts.edit', toggleVip, card.isVip ? words.notVip : words.makeVip),
    'contact-merge': offered('contacts.merge', () => setOpened('merge'), words.merge),
    'contact-export': offered('contacts.export', () => download(exportAddress), words.exportOne),
    'contact-bar': offered('contacts.edit', bar, card.isBarred ? words.unbar : words.bar),
    'contact-erase': offered('contacts.erase', () => setOpened('erase'), words.erase),
  })
  if (card.erasedAt) return null
  const acts = ['contacts.edit', 'contacts.merge', 'contacts.export', 'contacts.erase'] as const
  if (!acts.some(may)) return null
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <IconButton icon="dots" label={words.acts} />
        </Menu.Target>
        <Menu.Dropdown>
          {may('contacts.edit') ? (
            <>
              <Menu.Item onClick={() => setOpened('edit')}>{words.edit}</Menu.Item>
              <Menu.Item onClick={toggleVip}>{card.isVip ? words.notVip : words.makeVip}</Menu.Item>
            </>
          ) : null}
          {may('contacts.merge') ? (
            <Menu.Item onClick={() => setOpened('merge')}>{words.merge}</Menu.Item>
          ) : null}
          {may('contacts.export') ? (
            <Menu.Item component="a" href={exportAddress} download>
              {words.exportOne}
            </Menu.Item>
          ) : null}
          {may('contacts.edit') || may('contacts.erase') ? <Menu.Divider /> : null}
          {may('contacts.edit') ? (
            <Menu.Item onClick={bar}>{card.isBarred ? words.unbar : words.bar}</Menu.Item>
          ) : null}
          {may('contacts.erase') ? (
            <Menu.Item color="red" onClick={() => setOpened('erase')}>
              {words.erase}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <EditDrawer card={card} isOpen={opened === 'edit'} onClose={close} />
      <MergeDialog card={card} isOpen={opened === 'merge'} onClose={close} />
      <BarDialog card={card} isOpen={opened === 'bar'} onClose={close} />
      <EraseDialog card={card} isOpen={opened === 'erase'} onClose={close} />
    </>
  )
}

/** As the menu's link does: the browser keeps the page and takes the file. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

interface BarDialogProps {
  card: ContactCard
  isOpen: boolean
  onClose: () => void
}

function BarDialog({ card, isOpen, onClose }: BarDialogProps) {
  const { contacts: words } = useWords()
  const barring = useMutation({
    mutationFn: () => barContact(card.id, true),
    onSuccess: onClose,
  })
  return (
    <ConfirmDialog
      title={words.barTitle(card.name)}
      confirm={words.bar}
      refuse={words.barRefuse}
      isOpen={isOpen}
      isBusy={barring.isPending}
      failure={barring.error}
      onConfirm={() => barring.mutate()}
      onClose={onClose}
    >
      {words.barHelp}
    </ConfirmDialog>
  )
}
