import { Store } from '../../ui/store.ts'
import { makeVoiceFile, type VoiceFile, type VoiceType } from './voice-file.ts'

export type VoiceProblem =
  | 'denied'
  | 'no-microphone'
  | 'busy'
  | 'insecure'
  | 'unsupported'
  | 'too-short'
  | 'failed'

export type VoiceState =
  | { readonly step: 'idle' }
  | { readonly step: 'asking' }
  | { readonly step: 'recording' }
  | { readonly step: 'making' }
  | ({ readonly step: 'ready'; readonly seconds: number; readonly isFull: boolean } & VoiceFile)
  | { readonly step: 'refused'; readonly problem: VoiceProblem }

/** VKontakte plays no longer ones as voices, and nobody listens to them anywhere. */
export const mostMinutes = 5

/** Chromium and Firefox each know one of the first two; Safari may know the last one only. */
const recordable = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

/** One voice message from the microphone to a file; nothing leaves before it is sent. */
export class VoiceRecording {
  readonly state = new Store<VoiceState>({ step: 'idle' })
  readonly #wanted: VoiceType
  readonly #name: string
  /** Counts beginnings, so that what belongs to an abandoned one comes to nothing. */
  #turn = 0
  #recorder: MediaRecorder | undefined
  #context: AudioContext | undefined
  #meter: AnalyserNode | undefined
  #startedAt = 0

  constructor(wanted: VoiceType, name: string) {
    this.#wanted = wanted
    this.#name = name
  }

  async start(): Promise<void> {
    const turn = ++this.#turn
    const mimeType = findType()
    if (!mimeType) {
      const problem = globalThis.isSecureContext ? 'unsupported' : 'insecure'
      return this.state.set({ step: 'refused', problem })
    }
    this.state.set({ step: 'asking' })
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, noiseSuppression: true },
      })
      if (turn === this.#turn) this.#record(stream, mimeType)
      else release(stream)
    } catch (reason) {
      if (turn === this.#turn) this.state.set({ step: 'refused', problem: problemOf(reason) })
    }
  }

  /** What was said so far is kept. */
  stop(): void {
    if (this.state.get().step === 'recording') this.#recorder?.stop()
  }

  /** The microphone is let go, and nothing is kept. */
  drop(): void {
    this.#turn++
    if (this.#recorder) this.#release(this.#recorder)
    this.state.set({ step: 'idle' })
  }

  seconds(): number {
    const state = this.state.get()
    if (state.step === 'ready') return state.seconds
    return state.step === 'recording' ? (performance.now() - this.#startedAt) / 1000 : 0
  }

  /** How loud it is now, from 0 to 1. */
  level(): number {
    if (!this.#meter) return 0
    const samples = new Float32Array(this.#meter.fftSize)
    this.#meter.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
    // Speech is some tenth of what a microphone can hear.
    return Math.min(1, Math.sqrt(power) * 5)
  }

  #record(stream: MediaStream, mimeType: string): void {
    const turn = this.#turn
    const recorder = new MediaRecorder(stream, { mimeType })
    const chunks: Blob[] = []
    this.#recorder = recorder
    this.#context = new AudioContext()
    this.#meter = this.#context.createAnalyser()
    this.#context.createMediaStreamSource(stream).connect(this.#meter)
    recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data))
    recorder.addEventListener('stop', () => {
      // What was dropped has let the microphone go already; another may be using it.
      if (turn !== this.#turn) return
      const seconds = this.seconds()
      this.#release(recorder)
      void this.#make(new Blob(chunks, { type: mimeType }), seconds)
    })
    this.#startedAt = performance.now()
    recorder.start(1000)
    this.state.set({ step: 'recording' })
    setTimeout(() => turn === this.#turn && this.stop(), mostMinutes * 60_000)
  }

  async #make(recorded: Blob, seconds: number): Promise<void> {
    const turn = this.#turn
    // The first sound comes some 60 ms after the beginning, on a busy machine much later.
    if (recorded.size === 0) return this.state.set({ step: 'refused', problem: 'too-short' })
    this.state.set({ step: 'making' })
    try {
      const made = await makeVoiceFile(recorded, this.#wanted, this.#name)
      const isFull = seconds >= mostMinutes * 60
      if (turn === this.#turn) this.state.set({ step: 'ready', seconds, isFull, ...made })
    } catch {
      if (turn === this.#turn) this.state.set({ step: 'refused', problem: 'failed' })
    }
  }

  #release(recorder: MediaRecorder): void {
    if (recorder.state !== 'inactive') recorder.stop()
    release(recorder.stream)
    void this.#context?.close()
    this.#recorder = undefined
    this.#context = undefined
    this.#meter = undefined
  }
}

function findType(): string | undefined {
  // Without https there are no devices at all.
  if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined') return undefined
  return recordable.find((type) => MediaRecorder.isTypeSupported(type))
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function problemOf(reason: unknown): VoiceProblem {
  switch (reason instanceof DOMException ? reason.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotSupportedError':
      return 'unsupported'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}
