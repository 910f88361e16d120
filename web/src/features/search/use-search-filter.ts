import { useNavigate, useSearch } from '@tanstack/react-router'

import { type SearchFilter, searchFilterFrom } from './search-filter.ts'

/** What is looked for, in the address. An empty value takes a filter away. */
export function useSearchFilter(): {
  filter: SearchFilter
  choose(change: { [Name in keyof SearchFilter]: SearchFilter[Name] | '' | undefined }): void
  reset(): void
} {
  const filter = useSearch({ from: '/signed-in/search' })
  const navigate = useNavigate()
  return {
    filter,
    choose: (change) =>
      void navigate({
        to: '/search',
        search: (before) => withoutEmpty({ ...searchFilterFrom(before), ...change }),
        replace: true,
      }),
    reset: () =>
      void navigate({ to: '/search', search: filter.q ? { q: filter.q } : {}, replace: true }),
  }
}

function withoutEmpty(filter: object): SearchFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value))
}
