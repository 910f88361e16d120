import { hash, verify } from '@node-rs/argon2'

import { InvalidFieldsError } from '../http/index.ts'
import { isCommonPassword } from './common-passwords.ts'

/** OWASP's argon2id: 19 MiB, two passes, one lane; about 20 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Of nothing: verified when there is no user, so that the answer takes as long. */
let decoy: Promise<string> | undefined

let running = 0
const waiting: (() => void)[] = []

export function hashPassword(password: string): Promise<string> {
  return oneOfFew(() => hash(normalize(password), cost))
}

/** Takes the same time when there is no hash to compare with. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('decoy')
  const compared = stored ?? (await decoy)
  const isSame = await oneOfFew(() => verify(compared, normalize(password)))
  return isSame && stored !== null
}

/** Throws for what a guesser tries first. `known` is what everybody knows about the person. */
export function refuseWeakPassword(password: string, known: string[]): void {
  if (isWeak(normalize(password).toLowerCase(), known)) {
    throw new InvalidFieldsError({ password: { code: 'weak-password' } })
  }
}

function isWeak(password: string, known: string[]): boolean {
  const guesses = known
    .flatMap((text) => [text, text.split('@')[0] ?? ''])
    .map((text) => text.toLowerCase().replace(/[«»"]/g, ''))
    .filter((text) => text.length >= 4)
  return (
    isCommonPassword(password) ||
    new Set(password).size <= 2 ||
    isRun(password) ||
    guesses.some((guess) => password.includes(guess))
  )
}

/** 12345678, 87654321, abcdefgh. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  return steps.size === 1
}

/** The same letters typed on another keyboard are the same password. */
function normalize(password: string): string {
  return password.normalize('NFKC')
}

/** Hashing holds a thread of four that files, names and pictures need too. */
async function oneOfFew<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
