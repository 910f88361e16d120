import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import { endCompanySignIn } from './api/end-company-sign-in.ts'
import { MessageCard } from './message-card.tsx'
import { useEnter } from './use-enter.ts'

/** Where a company's provider sends people back to: it is asked once, whatever is drawn again. */
export function CompanyReturnPage() {
  const { signIn } = useWords().access
  const enter = useEnter()
  const address = useRef(window.location.href).current
  const { data: session, error } = useQuery({
    queryKey: ['company-sign-in', address],
    queryFn: () => endCompanySignIn(address),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const hasEntered = useRef(false)
  useEffect(() => {
    if (!session || hasEntered.current) return
    hasEntered.current = true
    enter(session)
  }, [session, enter])
  if (error) return <MessageCard title={signIn.returnFailed} help={formError(error) ?? ''} />
  return <AccessCard title={signIn.returning} />
}
