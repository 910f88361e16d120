import type { Readable } from 'node:stream'
import { request } from 'undici'

export interface StorageRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  headers: Record<string, string>
  body?: Readable | Buffer
}

export interface StorageAnswer {
  status: number
  body: Readable
}

const SILENCE_MS = 30_000

/**
 * The way to the installation's own storage. Its address is written by whoever runs the installation,
 * in the environment: it may well be inside the network, and no account can change it.
 */
export async function storageFetch(
  url: string,
  { method, headers, body }: StorageRequest,
): Promise<StorageAnswer> {
  const answer = await request(url, {
    ...{ method, headers, headersTimeout: SILENCE_MS, bodyTimeout: SILENCE_MS },
    ...(body && { body }),
  })
  return { status: answer.statusCode, body: answer.body }
}
