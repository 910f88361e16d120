import { readWebm } from './read-webm.ts'
import { writeOgg } from './write-ogg.ts'
import { writeWav } from './write-wav.ts'

export type VoiceType = 'audio/ogg' | 'audio/wav'

/** Speech needs no more, and a minute of it takes two megabytes. */
const wavSampleRate = 16_000

export interface VoiceFile {
  file: File
  /** False where the browser records otherwise than the platform plays: it goes as an audio file. */
  isVoice: boolean
}

/** A browser's recording as the platform plays it. The sound itself is not encoded again. */
export async function makeVoiceFile(
  recorded: Blob,
  wanted: VoiceType,
  name: string,
): Promise<VoiceFile> {
  const type = recorded.type.split(';')[0]
  if (wanted === 'audio/wav') return voice(await asWav(recorded), wanted, `${name}.wav`)
  if (type === 'audio/ogg') return voice(recorded, wanted, `${name}.ogg`)
  if (type === 'audio/webm') {
    const bytes = new Uint8Array(await recorded.arrayBuffer())
    return voice(writeOgg(readWebm(bytes)), wanted, `${name}.ogg`)
  }
  const file = new File([recorded], `${name}.m4a`, { type: 'audio/mp4' })
  return { file, isVoice: false }
}

async function asWav(recorded: Blob): Promise<BlobPart> {
  // It decodes into its own rate.
  const decoder = new OfflineAudioContext(1, 1, wavSampleRate)
  const sound = await decoder.decodeAudioData(await recorded.arrayBuffer())
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) =>
    sound.getChannelData(index),
  )
  return writeWav(channels, wavSampleRate)
}

const voice = (content: BlobPart, type: VoiceType, name: string): VoiceFile => ({
  file: new File([content], name, { type }),
  isVoice: true,
})
