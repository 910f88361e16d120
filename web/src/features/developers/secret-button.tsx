import { Button } from '@mantine/core'
import type { Webhook } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { rotateSecret, webhookQuery } from './api/webhooks.ts'
import styles from './developers.module.css'

export function SecretButton({ webhook }: { webhook: Webhook }) {
  const { developers: words } = useWords()
  const formats = useFormats()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const rotation = useMutation({
    mutationFn: () => rotateSecret(webhook.id),
    onSuccess: () => {
      setAsking(false)
      void client.invalidateQueries({ queryKey: webhookQuery(webhook.id).queryKey, exact: true })
    },
  })
  const { rotatesUntil } = webhook
  const isRotating = rotatesUntil !== undefined && new Date(rotatesUntil) > new Date()
  return (
    <div className={styles.stack}>
      {rotation.data ? (
        <>
          <Notice tone="warn" isNew>
            {words.secretHelp}
          </Notice>
          <CopyField label={words.rotated} value={rotation.data.secret} />
        </>
      ) : null}
      {isRotating ? (
        <p className={styles.quiet}>{words.rotatesUntil(formats.moment(new Date(rotatesUntil)))}</p>
      ) : null}
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.rotate}
        </Button>
      </div>
      <ConfirmDialog
        title={words.rotateTitle}
        confirm={words.rotate}
        refuse={words.keep}
        isPlain
        isOpen={isAsking}
        isBusy={rotation.isPending}
        failure={rotation.error}
        onConfirm={() => rotation.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.rotateHelp}
      </ConfirmDialog>
    </div>
  )
}
