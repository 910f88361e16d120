import type { Conversation } from '@otklik/protocol'
import type { SiteVisit as Visit } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'

import { api } from '../../api/address.ts'
import { request } from '../../api/request.ts'
import { OuterLink } from '../../ui/outer-link.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from '../contact-card/contact-card.module.css'
import { useHints } from '../feed/index.ts'

const LOOK_EVERY_MS = 15_000

/** Where on the company's site the customer is now, and where they came from. */
export function SiteVisit({ conversation }: { conversation: Conversation }) {
  const { siteVisit: words } = useWords()
  const formats = useFormats()
  const isTyping = useHints(({ contactTyping }) => contactTyping.has(conversation.id))
  const { data } = useQuery({
    queryKey: ['site-visit', conversation.id, conversation.lastMessage?.seq],
    queryFn: ({ signal }) =>
      request<Visit>(api`conversations/${conversation.id}/visit`, { signal }),
    placeholderData: (previous) => previous,
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
  })
  if (!data) return null
  const { isOnline, seenAt, page, firstUrl, referrer } = data
  const seen = words.seen(formats.moment(new Date(seenAt)))
  const isElsewhere = firstUrl !== undefined && firstUrl !== page?.url
  return (
    <section className={styles.section} aria-label={words.title}>
      <h3 className={styles.heading}>{words.title}</h3>
      <dl className={styles.facts}>
        <dt>{words.visitor}</dt>
        <dd className={styles.fact}>{isTyping ? words.typing : isOnline ? words.online : seen}</dd>
        {page ? (
          <>
            <dt>{words.page}</dt>
            <dd className={styles.fact}>
              <OuterLink href={page.url}>{page.title ?? page.url}</OuterLink>
            </dd>
          </>
        ) : null}
        {isElsewhere ? (
          <>
            <dt>{words.first}</dt>
            <dd className={styles.fact}>
              <OuterLink href={firstUrl}>{firstUrl}</OuterLink>
            </dd>
          </>
        ) : null}
        {referrer ? (
          <>
            <dt>{words.referrer}</dt>
            <dd className={styles.fact}>{new URL(referrer).host}</dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}
