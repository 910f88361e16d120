import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'

import { withWords } from '../../words/index.ts'
import { type Offers, useCommands } from '../commands/index.ts'

const Palette = lazy(
  withWords(['tools'], () =>
    import('./palette.tsx').then((module) => ({ default: module.Palette })),
  ),
)
const KeysDialog = lazy(
  withWords(['tools'], () =>
    import('../commands/keys-dialog.tsx').then((module) => ({ default: module.KeysDialog })),
  ),
)

/** The palette, the map of keys and the page of search, from wherever the person is. */
export function usePalette(): ReactNode {
  const navigate = useNavigate()
  const [opened, setOpened] = useState<'palette' | 'keys'>()
  const search = (q: string) => void navigate({ to: '/search', search: q ? { q } : {} })
  const offers: Offers = {
    palette: () => setOpened('palette'),
    help: () => setOpened('keys'),
    search: () => search(''),
  }
  useCommands(offers)
  const close = () => setOpened(undefined)
  return (
    <Suspense>
      {opened === 'palette' ? <Palette onClose={close} onSearch={search} /> : null}
      {opened === 'keys' ? <KeysDialog onClose={close} /> : null}
    </Suspense>
  )
}
