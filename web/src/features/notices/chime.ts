let context: AudioContext | undefined

/** Two short notes made on the spot: no file to load, nothing to allow in the policy. */
export function playChime(): void {
  context ??= new AudioContext()
  // A page nobody has touched yet may not sound; the next message will.
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  const start = context.currentTime
  note(context, 660, start)
  note(context, 880, start + 0.12)
}

function note(audio: AudioContext, frequency: number, start: number): void {
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.type = 'sine'
  oscillator.frequency.value = frequency
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.12, start + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.28)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(start + 0.3)
}
