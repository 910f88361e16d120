import { useMutation } from '@tanstack/react-query'

import { api } from '../../api/address.ts'
import { request } from '../../api/request.ts'
import { formError } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { WayOn } from './closed-composer.tsx'

/** «Разблокировать», where the reader may. The feed tells everybody, ourselves too. */
export function UnbarButton({ contactId }: { contactId: string }) {
  const { card } = useWords()
  const { permissions } = useSession()
  const unbarring = useMutation({
    mutationFn: () => request(api`contacts/${contactId}/bar`, { method: 'DELETE' }),
    onError: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  if (!permissions.includes('contacts.edit')) return null
  return <WayOn label={card.unbar} onClick={() => unbarring.mutate()} />
}
