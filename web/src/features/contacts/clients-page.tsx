import { Button, Drawer, Menu, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { FilterChoice } from '../../ui/filter-choice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { ContactCard } from '../contact-card/index.ts'
import { ConnectionBar, useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type ContactSearch, contactTagsQuery, searchParams } from './api/contacts.ts'
import { ClientList } from './client-list.tsx'
import { toContactSearch } from './client-search.ts'
import styles from './clients-page.module.css'

/** «Клиенты»: everybody who ever wrote, whom to find and what is known of them. */
export function ClientsPage() {
  const { card, contacts: words, common } = useWords()
  const formats = useFormats()
  const navigate = useNavigate()
  const address = useSearch({ strict: false })
  const search = toContactSearch(address)
  const [total, setTotal] = useState<number>()
  const choose = (part: Record<string, string | undefined>) =>
    void navigate({ to: '/clients', search: { ...address, ...part }, replace: true })
  return (
    <main className={styles.page} aria-label={card.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {card.page}{' '}
          {total === undefined ? null : (
            <span className={styles.count}>
              {total >= 10_000 ? words.moreThan(formats.number(total)) : formats.number(total)}
            </span>
          )}
        </h1>
        <Acts search={search} />
      </header>
      <div className={styles.filters}>
        <SearchField value={address.search ?? ''} onSettled={(text) => choose({ search: text })} />
        <Filters address={address} onChoose={choose} />
      </div>
      <ConnectionBar />
      <ClientList
        search={search}
        onTotal={setTotal}
        onOpen={(id) => choose({ contact: id })}
        onReset={() => void navigate({ to: '/clients', search: {} })}
      />
      <CardDrawer
        id={address.contact}
        title={card.title}
        close={common.close}
        onClose={() => choose({ contact: undefined })}
      />
    </main>
  )
}

function SearchField({ value, onSettled }: { value: string; onSettled: (text: string) => void }) {
  const { contacts: words } = useWords()
  const [text, setText] = useState(value)
  const settled = useSettled(text.trim(), 300)
  const sent = useRef(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is written when the text settles, and by nothing else
  useEffect(() => {
    if (settled === sent.current) return
    sent.current = settled
    onSettled(settled)
  }, [settled])
  // Somebody else has written it, as «Сбросить фильтр».
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])
  return (
    <TextInput
      className={styles.search ?? ''}
      type="search"
      aria-label={words.search}
      placeholder={words.search}
      leftSection={<Icon name="search" />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

interface FiltersProps {
  address: { channel?: string; tag?: string; who?: string }
  onChoose: (part: Record<string, string | undefined>) => void
}

function Filters({ address, onChoose }: FiltersProps) {
  const { contacts: words } = useWords()
  const state = useFeedState((all) => all)
  const tags = useQuery(contactTagsQuery).data ?? []
  const channels = [...state.channels.keys()].map((id) => ({ id, name: channelTitle(state, id) }))
  const named = (names: readonly string[]) => names.map((name) => ({ id: name, name }))
  return (
    <>
      <FilterChoice
        label={words.byChannel}
        all={words.allChannels}
        value={address.channel ?? ''}
        options={channels}
        onChange={(channel) => onChoose({ channel })}
      />
      <FilterChoice
        label={words.byTag}
        all={words.allTags}
        value={address.tag ?? ''}
        options={named(tags)}
        onChange={(tag) => onChoose({ tag })}
      />
      <FilterChoice
        label={words.byState}
        all={words.everybody}
        value={address.who ?? ''}
        options={Object.entries(words.states).map(([id, name]) => ({ id, name }))}
        onChange={(who) => onChoose({ who })}
      />
    </>
  )
}

/** What leaves the product and what comes in: an export equals the screen. */
function Acts({ search }: { search: ContactSearch }) {
  const { contacts: words } = useWords()
  const { permissions } = useSession()
  const query = searchParams(search)
  return (
    <div className={styles.acts}>
      {permissions.includes('contacts.export') ? (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<Icon name="download" />}>
              {words.export}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={`/api/v1/contacts.csv?${query}`} download>
              {words.exportContacts}
            </Menu.Item>
            <Menu.Item component="a" href={`/api/v1/conversations.csv?${query}`} download>
              {words.exportConversations}
            </Menu.Item>
            <Menu.Item component="a" href={`/api/v1/messages.csv?${query}`} download>
              {words.exportMessages}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {permissions.includes('contacts.manage') ? (
        <Button component={Link} to="/clients/import" variant="default" size="xs">
          {words.import}
        </Button>
      ) : null}
    </div>
  )
}

interface CardDrawerProps {
  id: string | undefined
  title: string
  close: string
  onClose: () => void
}

function CardDrawer({ id, title, close, onClose }: CardDrawerProps) {
  useFocusBack(id !== undefined)
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      title={title}
      size={400}
      closeButtonProps={{ 'aria-label': close }}
      classNames={{ body: styles.drawer ?? '' }}
    >
      {id ? <ContactCard key={id} contact={{ id, name: '' }} /> : null}
    </Drawer>
  )
}
