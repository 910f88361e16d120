import type { ContactCard, ContactPhones } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { showToast } from '../../ui/toasts.ts'
import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { phoneChannels, WriteFirstButton } from '../templates/index.ts'
import { showPhones } from './api/show-phones.ts'
import styles from './contact-card.module.css'

type Address = ContactCard['addresses'][number]

interface AddressesProps {
  card: ContactCard
  /** Beside the heading. */
  act?: ReactNode
}

/** «Контакты»: where somebody is reached. Phones are masked until they are asked for. */
export function Addresses({ card, act }: AddressesProps) {
  const { card: words } = useWords()
  const showing = useMutation({
    mutationFn: () => showPhones(card.id),
    onError: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  const { addresses, phone, email } = card
  if (addresses.length === 0 && !phone && !email && !act) return null
  const shown = showing.data
  const isApart = phone && !addresses.some((address) => address.phone === phone)
  return (
    <section className={styles.section} aria-label={words.contacts}>
      <div className={styles.headed}>
        <h3 className={styles.heading}>{words.contacts}</h3>
        {act}
      </div>
      <ul className={styles.list}>
        {addresses.map((address) => (
          <AddressItem
            key={`${address.channelId} ${address.address}`}
            card={card}
            address={address}
            phone={phoneOf(address, shown)}
            onShow={shown ? undefined : () => showing.mutate()}
          />
        ))}
        {isApart ? (
          <PhoneItem
            contactId={card.id}
            glyph={<Icon name="phone" size={14} />}
            phone={shown?.phone ?? phone}
            onShow={shown ? undefined : () => showing.mutate()}
          />
        ) : null}
        {email ? (
          <li className={styles.item}>
            <span className={styles.glyph}>
              <Icon name="mail" size={14} />
            </span>
            <a className={styles.mail} href={`mailto:${email}`} title={email}>
              {email}
            </a>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

function phoneOf({ channelId, address, phone }: Address, shown: ContactPhones | undefined) {
  const whole = shown?.addresses.find(
    (each) => each.channelId === channelId && each.address === address,
  )
  return whole?.phone ?? phone
}

interface AddressItemProps {
  card: ContactCard
  address: Address
  phone: string | undefined
  onShow: (() => void) | undefined
}

function AddressItem({ card, address, phone, onShow }: AddressItemProps) {
  const { card: words } = useWords()
  const { channelId, username, name, blockedAt } = address
  const channel = useChannelTitle(channelId)
  const isConnected = useFeedState(
    ({ channels }) => (channels.get(channelId)?.state ?? 'disconnected') !== 'disconnected',
  )
  // What the card says above is not said again.
  const called = username ? `@${username}` : name === card.name ? channel : name
  const isPhoneAddress = address.address.includes('•')
  return (
    <>
      <li className={styles.item} title={channel}>
        <ChannelGlyph channelId={channelId} className={styles.glyph} />
        {called === channel ? null : <span className={unseen.text}>{channel}</span>}
        <span className={styles.grow}>{called}</span>
        {isConnected && !blockedAt ? (
          <WriteFirstButton
            to={
              isPhoneAddress
                ? { channelId, contactId: card.id }
                : { channelId, address: address.address }
            }
            name={channel}
            className={styles.act}
          />
        ) : null}
        {blockedAt ? <span className={styles.warn}>{words.blocked}</span> : null}
      </li>
      {phone ? (
        <PhoneItem
          contactId={card.id}
          glyph={<ChannelGlyph channelId={channelId} />}
          phone={phone}
          onShow={onShow}
        />
      ) : null}
    </>
  )
}

interface PhoneItemProps {
  contactId: string
  glyph: ReactNode
  phone: string
  /** Nothing once it is shown. */
  onShow: (() => void) | undefined
}

function PhoneItem({ contactId, glyph, phone, onShow }: PhoneItemProps) {
  const { card } = useWords()
  const { permissions } = useSession()
  const reachesPhones = useFeedState(phoneChannels).length > 0
  return (
    <li className={styles.item}>
      <span className={styles.glyph}>{glyph}</span>
      <span className={styles.grow}>{phone}</span>
      {onShow && permissions.includes('contacts.reveal') ? (
        <button type="button" className={styles.show} aria-label={card.showPhone} onClick={onShow}>
          {card.show}
        </button>
      ) : null}
      {reachesPhones ? (
        <WriteFirstButton to={{ contactId }} name={card.phone} className={styles.act} />
      ) : null}
    </li>
  )
}
