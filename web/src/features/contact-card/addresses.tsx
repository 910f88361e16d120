import type { ContactCard } from '@otklik/protocol'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { phoneChannels, WriteFirstButton } from '../templates/index.ts'
import styles from './contact-card.module.css'
import { maskedPhone } from './masked-phone.ts'

type Address = ContactCard['addresses'][number]

interface AddressesProps {
  /** Of the contact: what the card says above is not said again. */
  name: string
  addresses: readonly Address[]
}

export function Addresses({ name, addresses }: AddressesProps) {
  const { card } = useWords()
  if (addresses.length === 0) return null
  return (
    <section className={styles.section} aria-label={card.contacts}>
      <h3 className={styles.heading}>{card.contacts}</h3>
      <ul className={styles.list}>
        {addresses.map((address) => (
          <AddressItem
            key={`${address.channelId} ${address.address}`}
            contactName={name}
            address={address}
          />
        ))}
      </ul>
    </section>
  )
}

function AddressItem({ contactName, address }: { contactName: string; address: Address }) {
  const { card } = useWords()
  const channel = useChannelTitle(address.channelId)
  const isConnected = useFeedState(
    ({ channels }) => (channels.get(address.channelId)?.state ?? 'disconnected') !== 'disconnected',
  )
  const reachesPhones = useFeedState(phoneChannels).length > 0
  const [isShown, setShown] = useState(false)
  const { username, phone, name } = address
  const called = username ? `@${username}` : name === contactName ? channel : name
  return (
    <>
      <li className={styles.item} title={channel}>
        <ChannelGlyph channelId={address.channelId} className={styles.glyph} />
        {called === channel ? null : <span className={styles.unseen}>{channel}</span>}
        <span className={styles.grow}>{called}</span>
        {isConnected && !address.blockedAt ? (
          <WriteFirstButton to={address} name={channel} className={styles.act} />
        ) : null}
        {address.blockedAt ? <span className={styles.warn}>{card.blocked}</span> : null}
      </li>
      {phone ? (
        <li className={styles.item}>
          <ChannelGlyph channelId={address.channelId} className={styles.glyph} />
          <span className={styles.grow}>{isShown ? phone : maskedPhone(phone)}</span>
          {isShown ? null : (
            <button
              type="button"
              className={styles.show}
              aria-label={card.showPhone}
              onClick={() => setShown(true)}
            >
              {card.show}
            </button>
          )}
          {reachesPhones ? (
            <WriteFirstButton to={{ phone }} name={card.phone} className={styles.act} />
          ) : null}
        </li>
      ) : null}
    </>
  )
}
