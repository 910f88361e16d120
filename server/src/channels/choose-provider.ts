import type { ChannelKind, Providers } from './contract.ts'

/** A kind as one channel has it, with `placeId` for where its address is looked up. */
export type ChosenKind = ChannelKind & { readonly placeId: string }

/** The kind through the provider that a channel's settings name; a kind without any as it is. */
export function chooseProvider(
  kind: ChannelKind,
  settings: Readonly<Record<string, unknown>>,
): ChosenKind {
  const { providers } = kind
  const choice = providers && String(settings[providers.field] ?? firstChoice(kind, providers))
  const provider = choice === undefined ? undefined : providers?.byChoice[choice]
  if (!provider) return { ...kind, placeId: kind.id }
  const { id: placeId, capabilities, ...hosts } = provider
  return { ...kind, ...hosts, placeId, capabilities: { ...kind.capabilities, ...capabilities } }
}

const firstChoice = ({ fields }: ChannelKind, { field }: Providers): string | undefined =>
  fields.find(({ name }) => name === field)?.choices?.[0]
