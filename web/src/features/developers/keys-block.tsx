import { Button } from '@mantine/core'
import type { ApiKey } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { keysQuery, revokeKey } from './api/keys.ts'
import { CreateKeyDrawer } from './create-key-drawer.tsx'
import styles from './developers.module.css'

export function KeysBlock() {
  const { common, developers: words } = useWords()
  const { data, error, refetch } = useQuery(keysQuery)
  const [isCreating, setCreating] = useState(false)
  const [revoked, setRevoked] = useState<ApiKey>()
  return (
    <Block
      title={words.keys}
      help={words.keysHelp}
      aside={
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() => setCreating(true)}
        >
          {words.newKey}
        </Button>
      }
    >
      {data?.keys.length === 0 ? <p className={styles.quiet}>{words.noKeys}</p> : null}
      {data && data.keys.length > 0 ? (
        <ul className={styles.rows} aria-label={words.keys}>
          {data.keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoked(key)} />
          ))}
        </ul>
      ) : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['row', 'row']} />}
      {data ? (
        <CreateKeyDrawer
          isOpen={isCreating}
          permissions={data.permissions}
          onClose={() => setCreating(false)}
        />
      ) : null}
      <RevokeDialog apiKey={revoked} onClose={() => setRevoked(undefined)} />
    </Block>
  )
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { developers: words } = useWords()
  const formats = useFormats()
  const { name, hint, permissions, operator, lastUsedAt, expiresAt, revokedAt } = apiKey
  const now = new Date()
  const isExpired = expiresAt !== undefined && new Date(expiresAt) <= now
  const facts = [
    words.allowed(permissions.length),
    words.actsAs(operator.name),
    lastUsedAt ? words.lastUsed(formats.moment(new Date(lastUsedAt))) : words.neverUsed,
    ...(expiresAt && !isExpired ? [words.validUntil(formats.moment(new Date(expiresAt)))] : []),
  ]
  return (
    <li className={styles.item} data-over={revokedAt || isExpired ? true : undefined}>
      <div className={styles.words}>
        <p className={styles.line}>
          <span className={styles.name}>{name}</span>
          <code className={styles.hint}>{hint}…</code>
          {revokedAt ? <Chip>{words.revoked}</Chip> : null}
          {isExpired && !revokedAt ? <Chip tone="warn">{words.expired}</Chip> : null}
        </p>
        <p className={styles.help}>{facts.join(' · ')}</p>
      </div>
      {revokedAt ? null : (
        <Button variant="subtle" color="red" aria-label={words.revokeOf(name)} onClick={onRevoke}>
          {words.revoke}
        </Button>
      )}
    </li>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | undefined; onClose: () => void }) {
  const { developers: words } = useWords()
  const client = useQueryClient()
  const revocation = useMutation({
    mutationFn: (id: string) => revokeKey(id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keysQuery.queryKey })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={words.revokeTitle(apiKey?.name ?? '')}
      confirm={words.revoke}
      refuse={words.keep}
      isOpen={apiKey !== undefined}
      isBusy={revocation.isPending}
      failure={revocation.error}
      onConfirm={() => apiKey && revocation.mutate(apiKey.id)}
      onClose={() => {
        revocation.reset()
        onClose()
      }}
    >
      {words.revokeHelp}
    </ConfirmDialog>
  )
}
