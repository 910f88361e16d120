import { type KeyRing, SecretKeyError } from './key-ring.ts'
import { createSecretBox, type Place } from './seal.ts'

const sentence = 'sealed with the right key'
const place: Place = {
  purpose: 'key-check',
  accountId: 'installation',
  channelId: '',
  field: 'key_check',
  rowId: '',
}

/** Kept in the database, so that a wrong key is noticed at the start and not by the first secret. */
export function createKeyCheck(keys: KeyRing): string {
  return createSecretBox(keys).seal(sentence, place)
}

/** Throws when the database was sealed with another key. True when it must be written anew. */
export function isKeyCheckOld(keys: KeyRing, check: string): boolean {
  const box = createSecretBox(keys)
  try {
    if (box.open(check, place) === sentence) return box.isOld(check)
  } catch {
    // Said below, once for every way to be wrong.
  }
  throw new SecretKeyError(
    'SECRET_KEY is not the key this database was sealed with. Bring the old key back, or name it ' +
      'in SECRET_KEY_PREVIOUS. Without it, every channel must be connected again.',
  )
}
