import { useNavigate } from '@tanstack/react-router'

import { statuses, useOwnStatus } from '../features/presence/index.ts'
import { useSession } from '../features/session/index.ts'
import { useShortcuts } from '../features/shortcuts/index.ts'

/** Keys that mean the same on every page. */
export function useEverywhereShortcuts(): void {
  const navigate = useNavigate()
  const { permissions } = useSession()
  const own = useOwnStatus()
  useShortcuts([
    ['KeyG KeyI', () => void navigate({ to: '/', search: { folder: 'mine' } })],
    [
      'KeyG KeyQ',
      permissions.includes('conversations.take')
        ? () => void navigate({ to: '/queue' })
        : undefined,
    ],
    ['KeyG KeyS', () => void navigate({ to: '/settings/channels' })],
    ...statuses.map(
      (status, index) =>
        [`Alt Shift Digit${index + 1}`, own && (() => own.setStatus(status))] as const,
    ),
  ])
}
