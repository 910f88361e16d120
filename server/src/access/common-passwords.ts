import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const HASH_BYTES = 6

/**
 * The six thousand commonest of lists that leaked, of those that have the eight characters we ask for:
 * the first bytes of their SHA-256, because much of it nobody wants to read.
 */
const leaked = new Set<string>()
const bytes = Buffer.from(
  readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8'),
  'base64',
)
for (let at = 0; at < bytes.length; at += HASH_BYTES) {
  leaked.add(bytes.toString('base64', at, at + HASH_BYTES))
}

/** What is typed on other keyboards and by other people than those lists are of. */
const others: ReadonlySet<string> = new Set(
  `123456789 1234567890 12345678 123123123 987654321 0987654321 11223344 1122334455 123454321
  123321123 147258369 147852369 159753456 741852963 789456123 12341234 12344321 87654321 1q2w3e4r
  1q2w3e4r5t 1qaz2wsx 1qazxsw2 q1w2e3r4 q1w2e3r4t5 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234
  qwertyqwerty qazwsxedc asdfghjkl asdfasdf asdf1234 zxcvbnm1 zxcvbnm, zaq12wsx 1234qwer qwer1234
  abcd1234 abc12345 a1b2c3d4 aa123456 a1234567 a12345678 a123456789 password password1 password12
  password123 passw0rd p@ssw0rd p@ssword iloveyou iloveyou1 sunshine princess football baseball
  superman trustno1 welcome1 welcome123 whatever computer internet starwars letmein1 letmein123
  michelle jennifer jessica1 charlie1 dragon123 master123 monkey123 shadow123 admin123 admin1234
  administrator changeme default1 samsung1 google123 liverpool chelsea1 barcelona hello123 secret123
  йцукенгш йцукенгшщз йцукен123 фывапролд ячсмитьбю пароль123 парольпароль привет123 любовь123
  наташа123 марина123 максим123 россия123 zvezda123 lubov123 privet123 natasha1 marina123 spartak1
  parol123 parolparol gfhjkm123 qweasdzxc qweqweqwe qweasd123 zxczxczxc asdasdasd otklik123 отклик123`
    .split(/\s+/)
    .map((password) => password.toLowerCase()),
)

/** Days of somebody's life, as 01021990: every one of them is in those lists. */
const day = /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d$/

/** In small letters, whether a guesser tries it among the first. */
export function isCommonPassword(password: string): boolean {
  if (others.has(password) || day.test(password)) return true
  const hash = createHash('sha256').update(password).digest()
  return leaked.has(hash.toString('base64', 0, HASH_BYTES))
}
