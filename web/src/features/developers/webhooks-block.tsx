import { Button } from '@mantine/core'
import type { Webhook } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { webhooksQuery } from './api/webhooks.ts'
import { CreateWebhookDrawer } from './create-webhook-drawer.tsx'
import styles from './developers.module.css'
import { WebhookState } from './webhook-state.tsx'

export function WebhooksBlock() {
  const { common, developers: words } = useWords()
  const { data, error, refetch } = useQuery(webhooksQuery)
  const [isCreating, setCreating] = useState(false)
  return (
    <Block
      title={words.webhooks}
      help={words.webhooksHelp}
      aside={
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() => setCreating(true)}
        >
          {words.newWebhook}
        </Button>
      }
    >
      {data?.length === 0 ? <p className={styles.quiet}>{words.noWebhooks}</p> : null}
      {data && data.length > 0 ? (
        <ul className={styles.rows} aria-label={words.webhooks}>
          {data.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      ) : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['row', 'row']} />}
      <CreateWebhookDrawer isOpen={isCreating} onClose={() => setCreating(false)} />
    </Block>
  )
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { developers: words } = useWords()
  const formats = useFormats()
  const { id, name, url, deliveredAt, waiting } = webhook
  const facts = [
    deliveredAt ? words.deliveredAt(formats.moment(new Date(deliveredAt))) : words.notYet,
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
  ]
  return (
    <li>
      <Link
        to="/settings/developers/webhooks/$webhookId"
        params={{ webhookId: id }}
        className={styles.item}
      >
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={styles.name}>{name}</span>
            <WebhookState webhook={webhook} />
          </span>
          <span className={styles.help}>{url}</span>
          <span className={styles.help}>{facts.join(' · ')}</span>
        </span>
        <Icon name="chevronRight" className={styles.chevron} />
      </Link>
    </li>
  )
}
