import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { useSettled } from '../../ui/use-settled.ts'
import { findNames } from './api/find-names.ts'
import { inOtherLayout } from './match.ts'

const none = { contacts: [], conversations: [] }

/** People and numbers that the server knows, in both layouts of what was typed. */
export function useFoundNames(typed: string) {
  const q = useSettled(typed.trim(), 150)
  const { data } = useQuery({
    queryKey: ['names', q],
    queryFn: async ({ signal }) => {
      const other = inOtherLayout(q)
      const asked = [q, ...(other === q.toLowerCase() ? [] : [other])]
      const answers = await Promise.all(asked.map((each) => findNames(each, signal)))
      return {
        contacts: unique(answers.flatMap(({ contacts }) => contacts)),
        conversations: unique(answers.flatMap(({ conversations }) => conversations)),
      }
    },
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  })
  return typed.trim().length > 1 ? (data ?? none) : none
}

function unique<Item extends { id: string }>(items: Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
