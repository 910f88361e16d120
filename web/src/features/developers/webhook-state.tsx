import type { Webhook } from '@otklik/protocol/settings'

import { Chip } from '../../ui/chip.tsx'
import { useWords } from '../../words/index.ts'

export function WebhookState({ webhook }: { webhook: Pick<Webhook, 'state' | 'failingSince'> }) {
  const { developers: words } = useWords()
  const { state, failingSince } = webhook
  if (state === 'on' && failingSince) return <Chip tone="warn">{words.failing}</Chip>
  const tone = { on: 'ok', off: 'plain', failed: 'danger' } as const
  return <Chip tone={tone[state]}>{words.states[state]}</Chip>
}
