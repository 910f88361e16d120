import type { SignInAccounts, SignInChosen, SignInView, SignInVisit } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function startSignIn(kind: string): Promise<SignInVisit> {
  return request('/api/v1/sign-ins', { method: 'POST', body: { kind } })
}

/** Works once: the platform's code and our state are spent by it. */
export function finishSignIn(query: Record<string, string>): Promise<SignInView> {
  return request('/api/v1/sign-in-returns', { method: 'POST', body: { query } })
}

export const signInQuery = (id: string) =>
  queryOptions({
    queryKey: ['sign-in', id],
    queryFn: ({ signal }) => request<SignInView>(api`sign-ins/${id}`, { signal }),
    retry: false,
  })

/** All pages of them: a list that ends early would hide somebody's company. */
export const signInAccountsQuery = (id: string) =>
  queryOptions({
    queryKey: ['sign-in', id, 'accounts'],
    queryFn: async ({ signal }) => {
      const accounts: SignInAccounts['accounts'] = []
      let cursor: string | undefined
      do {
        const path = api`sign-ins/${id}/accounts`
        const page: SignInAccounts = await request(path, { signal, query: { cursor } })
        accounts.push(...page.accounts)
        cursor = page.next
      } while (cursor !== undefined)
      return accounts
    },
    retry: false,
  })

export function chooseAccount(id: string, accountId: string): Promise<SignInChosen> {
  return request(api`sign-ins/${id}/choice`, { method: 'POST', body: { accountId } })
}
