import type { NamedCommand } from './catalogue.ts'
import { useKeyName } from './use-commands.ts'

/** The command's key beside the words of its button; nothing while it has none. */
export function KeyMark({ of, className }: { of: NamedCommand; className?: string | undefined }) {
  const name = useKeyName(of)
  return name ? <kbd className={className}>{name}</kbd> : null
}
