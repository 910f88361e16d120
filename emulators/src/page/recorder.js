/** The platform's own format, what the emulator can make it of, and what a bot takes as well. */
const FORMATS = [
  ['audio/ogg;codecs=opus', 'voice.oga'],
  ['audio/webm;codecs=opus', 'voice.webm'],
  ['audio/mp4', 'voice.m4a'],
]

export function createRecorder() {
  return {
    /** Starts recording and answers how to stop, or nothing where there is no microphone. */
    async start() {
      const format = FORMATS.find(([type]) => globalThis.MediaRecorder?.isTypeSupported(type))
      const stream = format && (await openMicrophone())
      if (!stream) return undefined
      const [mimeType, name] = format
      const recorder = new MediaRecorder(stream, { mimeType })
      const chunks = []
      const startedAt = Date.now()
      recorder.ondataavailable = ({ data }) => chunks.push(data)
      recorder.start()
      return () =>
        new Promise((resolve) => {
          recorder.onstop = () => {
            for (const track of stream.getTracks()) track.stop()
            const seconds = Math.max(1, Math.round((Date.now() - startedAt) / 1000))
            resolve({ blob: new Blob(chunks, { type: mimeType.split(';')[0] }), name, seconds })
          }
          recorder.stop()
        })
    },
  }
}

async function openMicrophone() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch {
    return undefined // none, or not allowed
  }
}
