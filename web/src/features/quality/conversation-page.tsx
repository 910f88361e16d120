import { NativeSelect } from '@mantine/core'
import type { RatingView } from '@otklik/protocol/reports'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { api } from '../../api/address.ts'
import { request } from '../../api/request.ts'
import { BusyButton } from '../../ui/busy-button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { beginReview, cardsQuery, chooseSample, startCalibration } from './api/quality.ts'
import { AppealButton } from './appeal-button.tsx'
import { BesideTranscript } from './beside-transcript.tsx'
import { AppealBlock } from './decision-form.tsx'
import forms from './forms.module.css'
import styles from './review.module.css'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

const ratingQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['quality', 'rating', conversationId],
    queryFn: ({ signal }) =>
      request<RatingView>(api`conversations/${conversationId}/rating`, { signal }),
    retry: false,
  })

/** A closed conversation: its mark with the appeal, and the ways to have it reviewed. */
export function ConversationQualityPage() {
  const { words } = useNames()
  const { conversationId } = useParams({
    from: '/signed-in/quality/conversations/$conversationId',
  })
  const { permissions, operator: me } = useSession()
  const conversation = useFeedState((state) => state.conversations.get(conversationId))
  const { data: rating } = useQuery(ratingQuery(conversationId))
  const isMine = (conversation?.operatorId ?? rating?.operatorId) === me.id
  const mayReview = permissions.includes('quality.review') && !isMine
  return (
    <BesideTranscript
      title={words.choose.title(
        conversation?.contact.name ?? rating?.conversation.contactName ?? '',
      )}
      conversationId={conversationId}
      backTo={isMine ? 'own' : rating?.appeal ? 'appeals' : 'queue'}
    >
      {rating ? <Mark rating={rating} isMine={isMine} /> : null}
      {mayReview && conversation?.status === 'closed' ? (
        <Choose
          conversationId={conversationId}
          mayCalibrate={permissions.includes('quality.manage')}
          isMain={!rating?.appeal || rating.appeal.decision !== undefined}
        />
      ) : null}
    </BesideTranscript>
  )
}

function Mark({ rating, isMine }: { rating: RatingView; isMine: boolean }) {
  const { words, mark, moment, about } = useNames()
  const of = { kind: 'rating', id: rating.conversation.id } as const
  return (
    <>
      <Block title={words.appeals.ofRating('')}>
        <p className={styles.score}>
          <span className={styles.figure}>{mark(rating)}</span>
          {rating.isCounted ? null : <Chip>{words.review.notCounted}</Chip>}
        </p>
        {rating.comment ? <p className={styles.said}>{rating.comment}</p> : null}
        <p className={tables.quiet}>{moment(rating.ratedAt)}</p>
        {isMine && !rating.appeal ? (
          <div className={styles.acts}>
            <AppealButton of={of} who={about(rating.conversation)} until={rating.appealUntil} />
          </div>
        ) : null}
      </Block>
      {rating.appeal ? (
        <AppealBlock of={of} operatorId={rating.operatorId} appeal={rating.appeal} />
      ) : null}
    </>
  )
}

interface ChooseProps {
  conversationId: string
  mayCalibrate: boolean
  /** Nothing more urgent is asked of the reader here. */
  isMain: boolean
}

function Choose(props: ChooseProps) {
  const { words } = useNames()
  const { data: cards = [] } = useQuery(cardsQuery)
  const active = cards.filter(({ isArchived }) => !isArchived)
  const [chosen, setChosen] = useState('')
  const scorecardId = chosen || active[0]?.id
  if (!scorecardId) {
    return <Notice help={words.choose.noCardsHelp}>{words.choose.noCards}</Notice>
  }
  const about = { conversationId: props.conversationId, scorecardId }
  return (
    <>
      <Block title={words.choose.toReview}>
        <NativeSelect
          label={words.choose.card}
          value={scorecardId}
          data={active.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Begin about={about} isMain={props.isMain} />
      </Block>
      {props.mayCalibrate ? <Calibrate about={about} /> : null}
    </>
  )
}

interface About {
  conversationId: string
  scorecardId: string
}

function Begin({ about, isMain }: { about: About; isMain: boolean }) {
  const { words } = useNames()
  const navigate = useNavigate()
  const beginning = useMutation({
    mutationFn: async () => beginReview((await chooseSample(about)).id),
    onSuccess: ({ id }) => navigate({ to: '/quality/reviews/$reviewId', params: { reviewId: id } }),
  })
  const failure = formError(beginning.error)
  return (
    <>
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.acts}>
        <BusyButton
          variant={isMain ? 'filled' : 'default'}
          label={words.choose.begin}
          isBusy={beginning.isPending}
          onClick={() => beginning.mutate()}
        />
      </div>
    </>
  )
}

const reviewing = ['quality-reviewer', 'supervisor', 'administrator', 'owner']

function Calibrate({ about }: { about: About }) {
  const { words } = useNames()
  const client = useQueryClient()
  const navigate = useNavigate()
  const operators = useFeedState((state) => state.operators)
  const able = [...operators.values()].filter(
    ({ role, isDisabled }) => reviewing.includes(role) && !isDisabled,
  )
  const [ids, setIds] = useState(['', ''])
  const areTwo = ids[0] !== '' && ids[1] !== '' && ids[0] !== ids[1]
  const starting = useMutation({
    mutationFn: () => startCalibration({ ...about, reviewerIds: ids }),
    async onSuccess() {
      showToast({ text: words.choose.started })
      await client.invalidateQueries({ queryKey: ['quality'] })
      await navigate({ to: '/quality', search: { part: 'calibrations' } })
    },
  })
  const failure = formError(starting.error) ?? (starting.error ? words.choose.two : undefined)
  return (
    <Block title={words.choose.calibrate} help={words.choose.calibrateHelp}>
      <div className={forms.pair}>
        {[words.choose.first, words.choose.second].map((label, index) => (
          <NativeSelect
            key={label}
            label={label}
            value={ids[index] ?? ''}
            data={[
              { value: '', label: words.choose.nobody },
              ...able.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget
              setIds(ids.map((each, place) => (place === index ? value : each)))
              starting.reset()
            }}
          />
        ))}
      </div>
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      {areTwo ? null : <p className={tables.quiet}>{words.choose.two}</p>}
      <div className={styles.acts}>
        <BusyButton
          variant="default"
          label={words.choose.start}
          busyLabel={words.choose.starting}
          isBusy={starting.isPending}
          isOff={!areTwo}
          onClick={() => starting.mutate()}
        />
      </div>
    </Block>
  )
}
