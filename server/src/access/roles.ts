import { type Permission, permission, type Role, type Scope } from '@otklik/protocol'

const observing: Permission[] = ['conversations.read', 'channels.read', 'operators.read']
const working: Permission[] = [
  ...observing,
  'conversations.take',
  'conversations.reply',
  'conversations.close',
  'notes.write',
  'contacts.edit',
  'contacts.reveal',
]
const reviewing: Permission[] = ['quality.review', 'quality.manage']
const supervising: Permission[] = [
  ...working,
  'quality.review',
  'conversations.reassign',
  'teams.manage',
  'contacts.merge',
  'labels.manage',
  'reports.view',
]
const administering: Permission[] = [
  ...supervising,
  'channels.manage',
  'operators.invite',
  'operators.manage',
  'schedule.manage',
  'bots.manage',
  'quick-replies.manage',
  'contacts.export',
  'contacts.manage',
  'contacts.erase',
  'developers.manage',
  'quality.manage',
]

/** Who may do what. Nothing else in the server knows what a role is allowed. */
const permissions: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permission.options),
  administrator: new Set(administering),
  supervisor: new Set(supervising),
  operator: new Set(working),
  'quality-reviewer': new Set([...observing, ...reviewing]),
  observer: new Set([...observing, 'notes.write']),
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return permissions[role]
}

/**
 * Which conversations somebody sees. It is chosen for whoever answers, and for who reviews their
 * work; who looks after others cannot do that with a part of it.
 */
export function scopeOf(role: Role, chosen: Scope): Scope {
  return role === 'operator' || role === 'quality-reviewer' ? chosen : 'all'
}
