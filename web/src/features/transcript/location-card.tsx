import type { Message } from '@otklik/protocol'

import { OuterLink } from '../../ui/outer-link.tsx'
import { useWords } from '../../words/index.ts'
import styles from './location-card.module.css'

/**
 * A place, drawn and not fetched: nobody outside learns whom the customer is with. A map opens where
 * the reader asks for one.
 */
export function LocationCard({ location }: { location: NonNullable<Message['location']> }) {
  const { transcript } = useWords()
  const { latitude, longitude, title, address, isLive } = location
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  return (
    <div className={styles.card}>
      <svg className={styles.map} viewBox="0 0 280 96" aria-hidden="true">
        <path
          className={styles.street}
          d="M-8 74C60 58 84 92 150 66S232 22 296 30M58 -8c10 40-14 62 4 112M204 -8c-16 34 18 60 2 112"
        />
        <path className={styles.lane} d="M-8 30h120l40-38M112 30l42 74M254 -8l34 60" />
        <path
          className={styles.pin}
          d="M140 18a17 17 0 0 1 17 17c0 13-17 31-17 31s-17-18-17-31a17 17 0 0 1 17-17z"
        />
        <circle className={styles.hole} cx="140" cy="35" r="6" />
      </svg>
      <span className={styles.title}>{title || transcript.location}</span>
      {address ? <span className={styles.second}>{address}</span> : null}
      <span className={styles.second}>
        {point}
        {isLive ? ` · ${transcript.liveLocation}` : ''}
      </span>
      <span className={styles.links}>
        <OuterLink href={`https://yandex.ru/maps/?pt=${longitude},${latitude}&z=16&l=map`}>
          {transcript.yandexMaps}
        </OuterLink>
        <OuterLink
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
        >
          OpenStreetMap
        </OuterLink>
      </span>
    </div>
  )
}
