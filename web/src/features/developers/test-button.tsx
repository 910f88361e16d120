import { useMutation, useQueryClient } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { testWebhook } from './api/webhooks.ts'

/** Sends an event that says nothing, whatever the state of the webhook, and tells the answer. */
export function TestButton({ webhookId }: { webhookId: string }) {
  const { developers: words } = useWords()
  const client = useQueryClient()
  const test = useMutation({
    mutationFn: () => testWebhook(webhookId),
    onSuccess: ({ state, last }) => {
      const status = last?.status === undefined ? '' : words.answered(last.status)
      const failure = last?.failure ? words.failures[last.failure] : ''
      showToast({
        text:
          state === 'delivered'
            ? words.testTaken(status)
            : words.testRefused([failure, status].filter(Boolean).join(', ')),
      })
      void client.invalidateQueries({ queryKey: ['webhooks', webhookId, 'log'] })
    },
    onError: (failure) => showToast({ text: formError(failure) ?? '' }),
  })
  return (
    <BusyButton
      variant="default"
      label={words.test}
      busyLabel={words.testing}
      isBusy={test.isPending}
      onClick={() => test.mutate()}
    />
  )
}
