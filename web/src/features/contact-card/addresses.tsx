import type { ContactCard } from '@otklik/protocol'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { ChannelGlyph, useChannelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { phoneChannels, WriteFirstButton } from '../templates/index.ts'
import styles from './contact-card.module.css'
import { maskedPhone } from './masked-phone.ts'

type Address = ContactCard['addresses'][number]

export function Addresses({ addresses }: { addresses: readonly Address[] }) {
  const { card } = useWords()
  if (addresses.length === 0) return null
  return (
    <section className={styles.section} aria-label={card.contacts}>
      <h3 className={styles.heading}>{card.contacts}</h3>
      <ul className={styles.list}>
        {addresses.map((address) => (
          <AddressItem key={`${address.channelId} ${address.address}`} address={address} />
        ))}
      </ul>
    </section>
  )
}

function AddressItem({ address }: { address: Address }) {
  const { card } = useWords()
  const channel = useChannelTitle(address.channelId)
  const isConnected = useFeedState(
    ({ channels }) => (channels.get(address.channelId)?.state ?? 'disconnected') !== 'disconnected',
  )
  const reachesPhones = useFeedState(phoneChannels).length > 0
  const [isShown, setShown] = useState(false)
  const { username, phone, name } = address
  return (
    <>
      <li className={styles.item} title={channel}>
        <ChannelGlyph channelId={address.channelId} className={styles.glyph} />
        <span className={styles.unseen}>{channel}</span>
        <span className={styles.grow}>{username ? `@${username}` : name}</span>
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
