const headBytes = 44

/** One channel of 16-bit samples: what every player opens, for platforms that play no Opus. */
export function writeWav(
  channels: readonly Float32Array[],
  sampleRate: number,
): Uint8Array<ArrayBuffer> {
  const [first = new Float32Array()] = channels
  const bytes = new Uint8Array(headBytes + first.length * 2)
  const view = new DataView(bytes.buffer)
  const word = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at)
  word(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true) // what follows of the format
  view.setUint16(20, 1, true) // samples as they are
  view.setUint16(22, 1, true) // channels
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true) // bytes a second
  view.setUint16(32, 2, true) // bytes a sample
  view.setUint16(34, 16, true) // bits a sample
  word(36, 'data')
  view.setUint32(40, first.length * 2, true)
  for (let index = 0; index < first.length; index++) {
    const sum = channels.reduce((total, channel) => total + (channel[index] ?? 0), 0)
    const level = Math.max(-1, Math.min(1, sum / channels.length))
    view.setInt16(headBytes + index * 2, Math.round(level * 0x7fff), true)
  }
  return bytes
}
