/** Everything that must not be there, by the promise it would break. All lists must be empty. */
export type Verdict = Record<string, string[]>

/** Some platforms tell what became of it. */
export const sentOrMore = ['sent', 'delivered', 'read']

/** The promises by what they make true together, as docs/decisions/0042-faults.md numbers it. */
const invariants: Record<string, string> = {
  'acknowledged and lost': 'I1',
  'stored twice': 'I2',
  'stored, and written by nobody': 'I3',
  'forged, and taken': 'I3',
  'never stored': 'I4',
  'never at rest': 'I4',
  deadlocks: 'I4',
  'replies accepted and lost': 'I5',
  'replies stored twice': 'I5',
  'replies without an end': 'I5',
  'failures without a reason': 'I5',
  'called sent, and not there': 'I5',
  'called failed, and there': 'I5',
  'told that it was read, and forgotten': 'I5',
  'sent twice, though it knows our key': 'I6',
  'sent twice': 'I7',
  'left unknown, though it can be sent once': 'I6',
  'at the platform, and written by nobody': 'I6',
  'sent to somebody else': 'I6',
  'unknown, and not marked so': 'I7',
  'two messages in one place': 'I8',
  'stored out of order': 'I8',
  'replies out of order in a transcript': 'I8',
  'out of order at the platform': 'I8',
  'said by itself more than once': 'I9',
  'said by itself too early': 'I9',
  'due, and never said by itself': 'I9',
  'due, and not done': 'I9',
  'shown more often than said': 'I9',
  'called sent by itself, and not there': 'I9',
  'shown, and never said': 'I9',
  'said by itself after an answer': 'I10',
  'two states of one version': 'I11',
  'looked after by nobody': 'I12',
  'shown otherwise than stored': 'I13',
  'feed numbers left out': 'I13',
  'holes and repetitions at a socket': 'I13',
  'screens unlike a fresh load': 'I13',
  'told, and not so': 'I13',
  'closed without its closing text': 'I14',
  'said after the closing text': 'I14',
  'closing text, and not closed': 'I14',
  'mistakes in the log': 'I15',
  'mistakes in answers': 'I15',
  'secrets in plain words': 'I15',
  'changes without an entry': 'I16',
  'called again before it was asked for': 'H-11',
}

export function invariantOf(promise: string): string {
  const invariant = invariants[promise]
  if (!invariant) throw new Error(`nobody says which invariant this belongs to: ${promise}`)
  return invariant
}

/** The promises that were broken. */
export const brokenIn = (verdict: Verdict): string[] =>
  Object.keys(verdict).filter((promise) => verdict[promise]!.length > 0)
