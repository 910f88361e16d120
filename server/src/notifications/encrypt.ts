import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** What a browser gives with its subscription, decoded. */
export interface Recipient {
  /** Its public key, an uncompressed point of P-256. */
  p256dh: Buffer
  /** A secret it shares with us alone. */
  auth: Buffer
}

/** Chance comes from outside for the standard's own example. */
interface Chance {
  salt: Buffer
  privateKey?: Buffer
}

/** One record holds all of it, so that its size is the message's. */
const RECORD_BYTES = 4096
const LAST_RECORD = 2

/**
 * A message that only the browser can read, whichever service carries it: RFC 8291 over RFC 8188
 * (`aes128gcm`), one record.
 *
 * @throws when the browser's key is no point of the curve
 */
export function encrypt(
  text: Buffer,
  { p256dh, auth }: Recipient,
  { salt, privateKey }: Chance = { salt: randomBytes(16) },
): Buffer {
  const ours = createECDH('prime256v1')
  if (privateKey) ours.setPrivateKey(privateKey)
  else ours.generateKeys()
  const publicKey = ours.getPublicKey()
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, publicKey])
  const shared = derive(ours.computeSecret(p256dh), auth, info, 32)
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const record = Buffer.concat([
    cipher.update(Buffer.concat([text, Buffer.from([LAST_RECORD])])),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD_BYTES)
  return Buffer.concat([salt, size, Buffer.from([publicKey.length]), publicKey, record])
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
}
