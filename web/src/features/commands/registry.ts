import { type CommandId, isNamed, placeOfCommand } from './catalogue.ts'

/** What a command does here and now; `undefined` while it cannot be done. */
export type Offer = (() => void) | { run: () => void; label: string } | undefined
export type Offers = Partial<Record<CommandId, Offer>>

export interface PossibleCommand {
  id: CommandId
  /** Said here in other words than the catalogue's: «Возобновить» instead of «Удержать». */
  label: string | undefined
  run: () => void
}

/** What is on the screen offers its commands; of two that offer the same, the later one has it. */
const layers: { offers: Offers }[] = []

export function addLayer(layer: { offers: Offers }): () => void {
  layers.push(layer)
  return () => {
    const index = layers.indexOf(layer)
    if (index >= 0) layers.splice(index, 1)
  }
}

export function findCommand(id: CommandId): PossibleCommand | undefined {
  for (const { offers } of layers.toReversed()) {
    const offer = offers[id]
    if (typeof offer === 'function') return { id, label: undefined, run: offer }
    if (offer) return { id, ...offer }
  }
  return undefined
}

/** What can be done now, for the palette. */
export function possibleCommands(): PossibleCommand[] {
  const ids = new Set(layers.flatMap(({ offers }) => Object.keys(offers) as CommandId[]))
  return [...ids].flatMap((id) => {
    if (isNamed(id) && 'isFixed' in placeOfCommand(id)) return []
    return findCommand(id) ?? []
  })
}
