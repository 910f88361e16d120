import type { AuditEntry } from '@otklik/protocol/settings'
import type { Words } from '@otklik/words'

/** «Группа «Продажи»», by the name it had then. */
export function subjectTitle(
  { kind, name }: AuditEntry['subject'],
  { audit, modules }: Words['web'],
): string {
  const names: Record<string, string> = modules.names
  return audit.subjects[kind](kind === 'module' ? (names[name] ?? name) : name)
}
