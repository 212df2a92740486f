let context: AudioContext | null = null

/** Two short tones made by the browser, so that no sound file is downloaded. Only one pair plays at a time. */
const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.09 },
]
const LENGTH = 0.22
const LOUD = 0.08
let silentUntil = 0

/** A browser forbids sound until the user has touched the page, or has no device for it. Then no sound plays. */
export function playTone(): void {
  try {
    play((context ??= new AudioContext()))
  } catch {
    context = null
  }
}

function play(context: AudioContext): void {
  if (context.state === 'suspended') context.resume().catch(() => undefined)
  const now = context.currentTime
  if (now < silentUntil) return
  silentUntil = now + LENGTH * 2
  for (const { hertz, at } of NOTES) ring(context, hertz, now + at)
}

function ring(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = hertz
  // The volume rises and falls, because a tone that is cut off clicks.
  volume.gain.setValueAtTime(0.0001, at)
  volume.gain.exponentialRampToValueAtTime(LOUD, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + LENGTH)
}
