import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const KEY_ID = 'otklik'
const SECRET = 'a/secret+of the+bucket='
const REGION = 'ru-central1'

export interface TestBucket {
  /** As `FILES_URL` has it. */
  url: string
  objects: Map<string, Buffer>
  refused: string[]
  /** So many calls from now on fail as a storage does that is busy. */
  failNext(count: number): void
  close(): void
}

/**
 * A storage as others describe theirs: it takes what is signed by the published rules over what came,
 * and nothing else. It is written after those rules and not after what calls it.
 */
export async function openTestBucket(): Promise<TestBucket> {
  const objects = new Map<string, Buffer>()
  const refused: string[] = []
  let failing = 0
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const problem = findProblem(request, body)
      if (problem) refused.push(problem)
      if (problem) return answer(response, 403)
      if (failing-- > 0) return answer(response, 503)
      return serve(request, response, { objects, body })
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const who = `${encodeURIComponent(KEY_ID)}:${encodeURIComponent(SECRET)}`
  return {
    url: `http://${who}@127.0.0.1:${port}/files/otklik?region=${REGION}`,
    objects,
    refused,
    failNext(count) {
      failing = count
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

interface Served {
  objects: Map<string, Buffer>
  body: Buffer
}

function serve(request: IncomingMessage, response: ServerResponse, { objects, body }: Served) {
  const key = decodeURIComponent(request.url ?? '')
  const known = objects.get(key)
  if (request.method === 'PUT') {
    objects.set(key, body)
    return answer(response, 200)
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return answer(response, 204)
  }
  if (!known) return answer(response, 404)
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  if (from === undefined) return answer(response, 200, known)
  return answer(response, 206, known.subarray(Number(from), Number(to) + 1))
}

function answer(response: ServerResponse, status: number, body?: Buffer): void {
  response.writeHead(status, { 'content-length': body?.length ?? 0 }).end(body)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function findProblem(request: IncomingMessage, body: Buffer): string | undefined {
  const { headers, method = '', url = '' } = request
  const [, credential = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? []
  const [id, day = '', region = '', service = '', end] = credential.split('/')
  if (id !== KEY_ID || region !== REGION || service !== 's3' || end !== 'aws4_request') {
    return `credential ${credential}`
  }
  const at = String(headers['x-amz-date'])
  if (!at.startsWith(day)) return `date ${at}`
  const claimed = String(headers['x-amz-content-sha256'])
  if (claimed !== sha256(body)) return 'the body is not what was signed'
  if (!names.split(';').includes('host')) return 'the host is not signed'
  const [path = '', query = ''] = url.split('?')
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, path, query, lines.join(''), names, claimed].join('\n')
  const scope = [day, region, service, 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n')
  const key = scope.reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${SECRET}`)
  return hmac(key, text).toString('hex') === signature ? undefined : 'the signature'
}

const sha256 = (text: Buffer | string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
