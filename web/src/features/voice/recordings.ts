import type { VoiceType } from './voice-file.ts'
import { VoiceRecording } from './voice-recording.ts'

const recordings = new Map<string, VoiceRecording>()

/** The one of this conversation, begun at its first call. */
export function recordingOf(
  conversationId: string,
  wanted: VoiceType,
  name: string,
): VoiceRecording {
  let recording = recordings.get(conversationId)
  if (!recording) {
    recording = new VoiceRecording(wanted, name)
    recordings.set(conversationId, recording)
  }
  return recording
}

export function forgetRecording(conversationId: string): void {
  recordings.get(conversationId)?.drop()
  recordings.delete(conversationId)
}
