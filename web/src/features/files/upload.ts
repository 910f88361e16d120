import type { FileView } from '@otklik/protocol'

import { isRetryable } from '../../api/failure.ts'
import { Store } from '../../ui/store.ts'
import { uploadFile } from './api/upload-file.ts'

export interface UploadState {
  readonly status: 'uploading' | 'waiting' | 'done' | 'failed' | 'cancelled'
  /** From 0 to 1. */
  readonly progress: number
  readonly view?: FileView
  readonly failure?: unknown
}

const waitMs = 3000

/** One file on its way to us; lost connections are waited out, for the operator has moved on. */
export class Upload {
  readonly localId = crypto.randomUUID()
  readonly file: File
  readonly previewUrl: string | undefined
  readonly state = new Store<UploadState>({ status: 'uploading', progress: 0 })
  readonly #cancelled = new AbortController()

  constructor(file: File) {
    this.file = file
    this.previewUrl = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined
    void this.#run()
  }

  /** Resolves when nothing more will happen by itself. */
  settled(): Promise<UploadState> {
    return new Promise((resolve) => {
      const look = () => {
        const state = this.state.get()
        if (state.status === 'uploading' || state.status === 'waiting') return
        stop()
        resolve(state)
      }
      const stop = this.state.subscribe(look)
      look()
    })
  }

  again(): void {
    if (this.state.get().status === 'failed') void this.#run()
  }

  cancel(): void {
    this.#cancelled.abort()
    this.state.set({ status: 'cancelled', progress: 0 })
    this.release()
  }

  /** Gives the preview's memory back, once nobody shows it. */
  release(): void {
    if (this.previewUrl) URL.revokeObjectURL(this.previewUrl)
  }

  async #run(): Promise<void> {
    const { signal } = this.#cancelled
    while (!signal.aborted) {
      this.state.set({ status: 'uploading', progress: 0 })
      try {
        const view = await uploadFile({
          file: this.file,
          name: this.file.name,
          onProgress: (progress) => this.state.set({ status: 'uploading', progress }),
          signal,
        })
        this.state.set({ status: 'done', progress: 1, view })
        return
      } catch (failure) {
        if (signal.aborted) return
        if (!isRetryable(failure)) {
          this.state.set({ status: 'failed', progress: 0, failure })
          return
        }
        this.state.set({ status: 'waiting', progress: 0 })
        await connectionOrTimeout()
      }
    }
  }
}

function connectionOrTimeout(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs)
    window.addEventListener(
      'online',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
