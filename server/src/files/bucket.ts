import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'

import { type StorageAnswer, type StorageRequest, storageFetch } from '../lib/storage-fetch.ts'
import { removeOldFiles } from './partial-files.ts'
import { GoneFileError, type Storage, writeLimited } from './storage.ts'

interface Options {
  /** `https://key:secret@host/bucket/folder?region=…` */
  url: string
  /** Where files lie while they are looked at, before they go. */
  spool: string
}

/** A storage said no, or nothing. Its answer is left out: it may name keys. */
export class StorageError extends Error {
  override readonly name = 'StorageError'

  constructor(method: string, status: number | undefined, cause?: unknown) {
    super(`the storage of files answered ${method} with ${status ?? 'nothing'}`, { cause })
  }
}

const TRIES = 3
const FIRST_PAUSE_MS = 200
const EMPTY_SHA256 = createHash('sha256').digest('hex')
/** What a storage that is busy, or just failed, may do better in a moment. */
const isPassing = (status: number) => status === 429 || status >= 500

/** Files in a bucket that speaks S3: every file is one object, signed as such and whole or not there. */
export function createBucket({ url, spool }: Options): Storage {
  const place = readAddress(url)

  async function ask(
    key: string,
    { method, headers = {}, sha256 = EMPTY_SHA256, open }: Asked,
  ): Promise<StorageAnswer> {
    const signer = new AwsV4Signer({
      ...{ url: `${place.address}/${key}`, method, service: 's3', region: place.region },
      headers: { 'x-amz-content-sha256': sha256, ...headers },
      ...{ accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
    })
    const signed = await signer.sign()
    const body = open?.()
    return storageFetch(signed.url.toString(), {
      ...{ method, headers: Object.fromEntries(signed.headers) },
      ...(body && { body }),
    })
  }

  /** Everything here may be asked twice: an object is written whole, and gone is gone. */
  async function insist(key: string, asked: Asked, expected: readonly number[]) {
    for (let tried = 1; ; tried++) {
      const answer = await ask(key, asked).catch((error: unknown) => {
        if (tried >= TRIES) throw new StorageError(asked.method, undefined, error)
        return undefined
      })
      if (answer && expected.includes(answer.status)) return answer
      answer?.body.resume()
      if (answer && (!isPassing(answer.status) || tried >= TRIES)) {
        throw new StorageError(asked.method, answer.status)
      }
      await sleep(FIRST_PAUSE_MS * 2 ** tried)
    }
  }

  async function put(key: string, path: string): Promise<void> {
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    const { size } = await stat(path)
    const answer = await insist(
      key,
      {
        method: 'PUT',
        headers: { 'content-length': String(size) },
        sha256: hash.digest('hex'),
        open: () => createReadStream(path),
      },
      [200],
    )
    answer.body.resume()
  }

  async function* bytesOf(key: string, range?: { start: number; end: number }) {
    const headers = range && { range: `bytes=${range.start}-${range.end}` }
    const asked: Asked = { method: 'GET', ...(headers && { headers }) }
    yield* (await insist(key, asked, [range ? 206 : 200])).body
  }

  return {
    async keep(key, bytes, { maxBytes, besideKey, look }) {
      await mkdir(spool, { recursive: true })
      const path = join(spool, randomUUID())
      const beside = `${path}.beside`
      try {
        const size = await writeLimited(path, bytes, maxBytes)
        const seen = await look(path, beside)
        if (await isThere(beside)) await put(besideKey, beside)
        await put(key, path)
        return { size, seen }
      } finally {
        await Promise.all([rm(path, { force: true }), rm(beside, { force: true })])
      }
    },
    async open(key) {
      const { status, body } = await insist(key, { method: 'GET' }, [200, 404])
      if (status === 200) return body
      body.resume()
      throw new GoneFileError(`there is no file ${key}`)
    },
    read: (key, range) => Readable.from(bytesOf(key, range), { objectMode: false }),
    async has(key) {
      const answer = await insist(key, { method: 'HEAD' }, [200, 404])
      answer.body.resume()
      return answer.status === 200
    },
    async remove(key) {
      const answer = await insist(key, { method: 'DELETE' }, [200, 204, 404])
      answer.body.resume()
    },
    removePartial: () => removeOldFiles(spool),
  }
}

interface Asked {
  method: StorageRequest['method']
  headers?: Record<string, string>
  sha256?: string
  /** Anew for each try. */
  open?(): Readable
}

function readAddress(text: string) {
  const { protocol, host, pathname, searchParams, username, password } = new URL(text)
  return {
    address: `${protocol}//${host}${pathname.replace(/\/+$/, '')}`,
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
