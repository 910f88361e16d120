import { Delayed } from '../../ui/delayed.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './connection-bar.module.css'
import { useFeed, useFeedState, useLink } from './feed-context.ts'

/** Offline data says how old it is; a blip of half a second says nothing. */
export function ConnectionBar() {
  const link = useLink()
  return (
    <div role="status" className={styles.place}>
      {link.status === 'offline' ? (
        <Delayed afterMs={500}>
          <OfflineBar heardAt={link.heardAt} />
        </Delayed>
      ) : null}
      {link.status === 'catching-up' ? <CatchingUpBar count={link.caughtUp} /> : null}
    </div>
  )
}

function OfflineBar({ heardAt }: { heardAt: number | undefined }) {
  const { feed: words } = useWords()
  const formats = useFormats()
  const feed = useFeed()
  const isLoaded = useFeedState((state) => state.isLoaded)
  return (
    <div className={styles.bar} data-tone="warn">
      <Icon name="offline" />
      <span className={styles.text}>
        {isLoaded && heardAt
          ? words.offline(formats.time(new Date(heardAt)))
          : words.offlineWithoutData}
      </span>
      <button
        type="button"
        className={styles.retry}
        aria-label={words.retryNow}
        title={words.retryNow}
        onClick={() => feed.connectNow()}
      >
        <Icon name="refresh" />
      </button>
    </div>
  )
}

function CatchingUpBar({ count }: { count: number }) {
  const { feed: words } = useWords()
  return (
    <div className={styles.bar}>
      <span className={styles.ring} aria-hidden="true" />
      <span className={styles.text}>{words.catchingUp(count)}</span>
    </div>
  )
}
