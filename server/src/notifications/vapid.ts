import { createECDH, createPrivateKey, sign } from 'node:crypto'

/** Both halves as base64url: the public one is a point, the private one a number. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/** Services refuse more than a day; an hour outlives every delay between two clocks. */
const VALID_S = 3600

export function makePushKeys(): PushKeys {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  // A number that begins with zeros is written shorter, and a key has a fixed length.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
  return {
    publicKey: pair.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
  }
}

/**
 * Tells a push service who writes (RFC 8292): the browser that subscribed with this public key is
 * reached by its owner alone.
 *
 * @param contact where the service can complain: an https address or `mailto:`
 */
export function authorization(
  { publicKey, privateKey }: PushKeys,
  { endpoint, contact, now }: { endpoint: string; contact: string; now: Date },
): string {
  const expires = Math.floor(now.getTime() / 1000) + VALID_S
  const claims = { aud: new URL(endpoint).origin, exp: expires, sub: contact }
  const text = [{ typ: 'JWT', alg: 'ES256' }, claims].map(encoded).join('.')
  const signature = sign('sha256', Buffer.from(text), {
    key: toPrivateKey({ publicKey, privateKey }),
    dsaEncoding: 'ieee-p1363',
  })
  return `vapid t=${text}.${signature.toString('base64url')}, k=${publicKey}`
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function toPrivateKey({ publicKey, privateKey }: PushKeys) {
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  )
  return createPrivateKey({
    key: { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: privateKey },
    format: 'jwk',
  })
}
