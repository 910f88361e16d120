import type { FileView } from '@otklik/protocol'

import { commonHeaders, noConnection, refusal } from '../../../api/request.ts'

interface UploadOptions {
  file: Blob
  name: string
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** By `XMLHttpRequest`, for `fetch` does not tell how much of a body has left. */
export function uploadFile({ file, name, onProgress, signal }: UploadOptions): Promise<FileView> {
  const { promise, resolve, reject } = Promise.withResolvers<FileView>()
  const body = new FormData()
  body.append('file', file, name)
  const call = new XMLHttpRequest()
  call.responseType = 'json'
  call.open('POST', '/api/v1/files')
  for (const [header, value] of Object.entries(commonHeaders())) {
    call.setRequestHeader(header, value)
  }
  call.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / (total || 1)))
  call.addEventListener('load', () => {
    if (call.status >= 200 && call.status < 300) resolve(call.response as FileView)
    else reject(refusal(call.status, call.response))
  })
  call.addEventListener('error', () => reject(noConnection()))
  call.addEventListener('abort', () => reject(signal.reason))
  signal.addEventListener('abort', () => call.abort(), { once: true })
  call.send(body)
  return promise
}
