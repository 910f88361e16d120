import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { ApiFailure } from '../../api/failure.ts'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import { invitationOffer } from './api/invitation-offer.ts'
import { InvitationForm } from './invitation-form.tsx'
import { MessageCard } from './message-card.tsx'

export function InvitationPage() {
  const { access, common, operators } = useWords()
  const { token } = useParams({ from: '/invitations/$token' })
  const { data: offer, error, refetch } = useQuery(invitationOffer(token))

  if (offer) {
    const who = access.invitation.offer(offer.email, operators.roles[offer.role])
    return (
      <AccessCard title={access.invitation.title(offer.accountName)} help={who}>
        <InvitationForm token={token} offer={offer} />
      </AccessCard>
    )
  }
  if (error instanceof ApiFailure && (error.code === 'link-expired' || error.status === 404)) {
    return <MessageCard title={access.invitation.closed} help={access.invitation.closedHelp} />
  }
  return (
    <AccessCard title={common.product}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['line', 'row', 'row', 'row']} />
      )}
    </AccessCard>
  )
}
