/** A recording that can be played. */
export interface Track {
  /** Unique on the page. */
  id: string
  /** The file that it plays. A list beside the timeline can show the same one again. */
  file: string
  src: string
  /** The file itself often does not know it: WebM says infinite. */
  durationMs: number
  /** After the end, the next track of the same group follows: the next one on the page. */
  group: string
  /** Where it is shown. */
  element: Element
}

export const SPEEDS = [1, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

export interface PlayerView {
  /** The track that plays, or that played last. */
  id: string | null
  state: 'stopped' | 'loading' | 'playing' | 'failed'
  positionMs: number
  speed: Speed
}

/** What the player needs of an `<audio>`. */
export type Sound = Pick<
  HTMLAudioElement,
  | 'src'
  | 'currentTime'
  | 'playbackRate'
  | 'defaultPlaybackRate'
  | 'readyState'
  | 'paused'
  | 'play'
  | 'pause'
  | 'addEventListener'
>

interface Needs {
  speed: Speed
  /** The person chose another speed. */
  onSpeed(speed: Speed): void
  /** A file began to sound. */
  onPlayed(file: string): void
}

const isBefore = (one: Track, other: Track): boolean =>
  (one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

/** Plays one recording at a time: all voice messages of the page share one `<audio>`. */
export function createPlayer(sound: Sound, { speed, onSpeed, onPlayed }: Needs) {
  const tracks = new Map<string, Track>()
  /** Where each track goes on, in milliseconds. */
  const positions = new Map<string, number>()
  const listeners = new Set<() => void>()
  let view: PlayerView = { id: null, state: 'stopped', positionMs: 0, speed }

  function show(change: Partial<PlayerView>): void {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }

  const current = () => tracks.get(view.id ?? '')
  const isLoaded = () => sound.readyState > 0
  const positionOf = (id: string) => positions.get(id) ?? 0

  function goOn(): void {
    sound.defaultPlaybackRate = view.speed
    sound.playbackRate = view.speed
    sound.play().catch((error: Error) => {
      // `AbortError`: another track was chosen meanwhile. `NotAllowedError`: the browser wants a click first.
      if (error.name === 'AbortError') return
      show({ state: error.name === 'NotAllowedError' ? 'stopped' : 'failed' })
    })
  }

  function play(id: string): void {
    const track = tracks.get(id)
    if (track === undefined) return
    if (view.id !== id || view.state === 'failed') {
      pause()
      sound.src = track.src
      show({ id, positionMs: positionOf(id), state: 'loading' })
    } else show({ state: isLoaded() ? 'playing' : 'loading' })
    goOn()
  }

  function pause(): void {
    if (view.id !== null) positions.set(view.id, view.positionMs)
    sound.pause()
    if (view.state !== 'failed') show({ state: 'stopped' })
  }

  function seek(id: string, ms: number): void {
    const track = tracks.get(id)
    if (track === undefined) return
    const positionMs = Math.max(0, Math.min(track.durationMs, ms))
    positions.set(id, positionMs)
    if (view.id !== id) return show({})
    if (isLoaded()) sound.currentTime = positionMs / 1000
    show({ positionMs })
  }

  function follow(ended: Track): void {
    const [next] = [...tracks.values()]
      .filter((track) => track.group === ended.group && isBefore(ended, track))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1))
    if (next !== undefined) play(next.id)
  }

  sound.addEventListener('loadedmetadata', () => {
    sound.currentTime = view.positionMs / 1000
  })
  sound.addEventListener('playing', () => {
    const track = current()
    if (track === undefined) return
    show({ state: 'playing' })
    onPlayed(track.file)
  })
  sound.addEventListener('timeupdate', () => {
    const track = current()
    if (track === undefined || view.state !== 'playing') return
    show({ positionMs: Math.min(track.durationMs, Math.round(sound.currentTime * 1000)) })
  })
  sound.addEventListener('error', () => {
    // Without a track, the source was taken away on purpose.
    if (view.id !== null) show({ state: 'failed' })
  })
  sound.addEventListener('ended', () => {
    const track = current()
    if (track === undefined) return
    positions.delete(track.id)
    show({ state: 'stopped', positionMs: 0 })
    follow(track)
  })

  return {
    getView: (): PlayerView => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Makes a track known. Returns the function that takes it away, and stops it. */
    add(track: Track): () => void {
      tracks.set(track.id, track)
      return () => {
        // The same message was drawn anew.
        if (tracks.get(track.id) !== track) return
        tracks.delete(track.id)
        if (view.id !== track.id) return
        pause()
        show({ id: null, state: 'stopped', positionMs: 0 })
      }
    },
    /** Where a track stands, also one that does not play. */
    positionOf: (id: string): number => (view.id === id ? view.positionMs : positionOf(id)),
    play,
    pause,
    seek,
    setSpeed(next: Speed): void {
      sound.defaultPlaybackRate = next
      sound.playbackRate = next
      show({ speed: next })
      onSpeed(next)
    },
  }
}
export type Player = ReturnType<typeof createPlayer>
