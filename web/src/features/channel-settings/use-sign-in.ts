import type { ChannelKindView } from '@otklik/protocol'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { channelsQuery } from './api/channels.ts'
import { connectChannel } from './api/connect-channel.ts'
import { chooseAccount, signInAccountsQuery, signInQuery } from './api/sign-in.ts'
import type { Signature } from './connection-draft.ts'

/** A sign-in at the platform, from the list of accounts to the channel. */
export function useSignIn(kind: ChannelKindView, id: string, signature: Signature) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const view = useQuery(signInQuery(id))
  const isChosen = view.data?.step === 'chosen'
  const isChoosing = view.data?.step === 'choosing'
  const accounts = useQuery({ ...signInAccountsQuery(id), enabled: isChoosing })
  const allowed = accounts.data?.filter(({ isAllowed }) => isAllowed)
  const [picked, setPicked] = useState('')
  const only = allowed?.length === 1 ? (allowed[0]?.id ?? '') : ''
  const chosen = picked || only

  const connection = useMutation({
    mutationFn: async () => {
      if (!isChosen) {
        const { url } = await chooseAccount(id, chosen)
        if (url) return url
      }
      return connectChannel({ kind: kind.id, settings: {}, signature, signIn: id })
    },
    onSuccess: async (made) => {
      if (typeof made === 'string') return window.location.assign(made)
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey })
      await navigate({
        to: '/settings/channels/$channelId',
        params: { channelId: made.id },
        search: { isNew: true },
      })
    },
  })
  return {
    view: view.data,
    /** What can be connected stands first, in the platform's order. */
    accounts: accounts.data && [...accounts.data].sort(byAllowed),
    chosen,
    /** Nobody who administers nothing goes any further (VK-04). */
    isLocked: allowed?.length === 0,
    isLoading: view.isPending || (isChoosing && accounts.isPending),
    failure: view.error ?? accounts.error,
    error: connection.error,
    isBusy: connection.isPending,
    canConnect: isChosen || chosen !== '',
    choose: setPicked,
    connect: () => connection.mutate(),
    repeat() {
      void view.refetch()
      if (isChoosing) void accounts.refetch()
    },
  }
}

const byAllowed = (a: { isAllowed: boolean }, b: { isAllowed: boolean }) =>
  Number(b.isAllowed) - Number(a.isAllowed)
