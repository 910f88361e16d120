import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type CSSProperties, lazy, Suspense, useCallback, useRef, useState } from 'react'

import { BulkBarPlace } from '../features/bulk/index.ts'
import type { ComposerHandle } from '../features/composer/index.ts'
import { ContactCard } from '../features/contact-card/index.ts'
import {
  ConversationColumn,
  Dialogs,
  type Opened,
  useConversationActs,
} from '../features/conversation/index.ts'
import { ConversationList, Folders, folderFrom } from '../features/conversations/index.ts'
import { OfferList, useOffers } from '../features/offers/index.ts'
import { OwnStatus } from '../features/presence/index.ts'
import { useWorkplaceView } from '../features/session/index.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { phone, useMedia } from '../ui/use-media.ts'
import { useWords } from '../words/index.ts'
import { BottomBar } from './bottom-bar.tsx'
import { ConversationMissing, NothingChosen } from './conversation-places.tsx'
import { ListResizer, useListWidth } from './list-resizer.tsx'
import { useGoingOn } from './use-going-on.ts'
import { useOfferActs } from './use-offer-acts.ts'
import { useOpenConversation } from './use-open-conversation.ts'
import { useWorkplaceCommands } from './use-workplace-commands.ts'
import styles from './workplace-page.module.css'

const CardDrawer = lazy(() =>
  import('./card-drawer.tsx').then((module) => ({ default: module.CardDrawer })),
)

/** Folders, list, conversation, contact: one column at a time on a phone. */
export function WorkplacePage() {
  const { card: words } = useWords()
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })
  const folder = folderFrom(useSearch({ strict: false }).folder)
  const { conversation, failure, wasShown, retry } = useOpenConversation(conversationId)
  const plainActs = useConversationActs()
  const offers = useOffers()
  const offerActs = useOfferActs()
  const isPhone = useMedia(phone)
  const others = offers.filter(({ id }) => id !== conversationId)
  const [opened, setOpened] = useState<Opened>()
  const composer = useRef<ComposerHandle>(null)
  const [listWidth, setListWidth] = useListWidth()
  const hasRoomForCard = useMedia('(min-width: 1280px)')
  const [{ isCardOpen: isCardWanted = true }, changeView] = useWorkplaceView()
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const [wasCardOpened, setWasCardOpened] = useState(false)

  const open = useCallback(
    (id: string) =>
      void navigate({
        to: '/conversations/$conversationId',
        params: { conversationId: id },
        search: (search) => search,
      }),
    [navigate],
  )
  const acts = useGoingOn(plainActs, { folder, openId: conversationId, open })
  const leave = useCallback(
    () => void navigate({ to: '/', search: (search) => search }),
    [navigate],
  )
  const reply = useCallback(() => composer.current?.focus(), [])
  const toggleCard = () => {
    if (hasRoomForCard) changeView({ isCardOpen: !isCardWanted })
    else {
      setWasCardOpened(true)
      setDrawerOpen(!isDrawerOpen)
    }
  }
  const transfer = () => {
    if (conversationId) setOpened({ type: 'transfer', conversationId })
  }
  const explain = useCallback(
    (messageId: string) => {
      if (conversationId) setOpened({ type: 'decision', conversationId, messageId })
    },
    [conversationId],
  )
  useWorkplaceCommands({
    folder,
    conversation,
    composer,
    acts,
    offers,
    offerActs,
    open,
    leave,
    transfer,
    explain,
    toggleCard,
  })

  const isCardShown = hasRoomForCard ? isCardWanted : isDrawerOpen
  return (
    <div
      className={styles.columns}
      data-open={conversationId ? true : undefined}
      data-card={hasRoomForCard && isCardWanted && conversation ? true : undefined}
      style={{ '--list-width': `${listWidth}px` } as CSSProperties}
    >
      <ErrorBoundary>
        <Folders folder={folder} foot={<OwnStatus />} />
      </ErrorBoundary>
      <div className={styles.list}>
        <ErrorBoundary resetKey={folder}>
          <ConversationList
            folder={folder}
            selectedId={conversationId}
            onOpen={open}
            onReply={reply}
            top={
              <OfferList offers={offers} openId={conversationId} acts={offerActs} place="list" />
            }
          />
        </ErrorBoundary>
        <BulkBarPlace />
        <ListResizer width={listWidth} onChange={setListWidth} />
        <BottomBar place={folder === 'closed' ? 'closed' : 'conversations'} />
      </div>
      <div className={styles.talk}>
        <ErrorBoundary resetKey={conversationId}>
          {conversation ? (
            <ConversationColumn
              conversation={conversation}
              composer={composer}
              acts={acts}
              isCardShown={isCardShown}
              onToggleCard={toggleCard}
              onTransfer={transfer}
              onExplain={explain}
              top={
                isPhone ? (
                  <OfferList
                    offers={others}
                    openId={conversationId}
                    acts={offerActs}
                    place="page"
                  />
                ) : null
              }
              onBack={leave}
            />
          ) : failure ? (
            <ConversationMissing
              failure={failure}
              wasShown={wasShown}
              onRepeat={retry}
              onBack={leave}
            />
          ) : (
            <NothingChosen isLoading={conversationId !== undefined} />
          )}
        </ErrorBoundary>
      </div>
      {conversation && hasRoomForCard && isCardWanted ? (
        <aside className={styles.card} aria-label={words.title} data-region="card">
          <ErrorBoundary resetKey={conversation.id}>
            <ContactCard contact={conversation.contact} conversation={conversation} />
          </ErrorBoundary>
        </aside>
      ) : null}
      <Suspense>
        {conversation && !hasRoomForCard && wasCardOpened ? (
          <CardDrawer
            conversation={conversation}
            isOpen={isDrawerOpen}
            onClose={() => setDrawerOpen(false)}
          />
        ) : null}
      </Suspense>
      <Dialogs opened={opened} acts={acts} onClose={() => setOpened(undefined)} />
    </div>
  )
}
