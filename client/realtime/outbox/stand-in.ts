import type { Rank, Word } from './outbox-news.ts'

/** A tab that leads answers at once, also a hidden one. */
const ANSWER_MS = 3_000
const ASK_AGAIN_MS = 30_000
/** Has a connection and is visible. */
const HIGHEST: Rank = 3
/** Two tabs that begin to wait together stop at different times, so that one of them hears the other. */
const spread = (milliseconds: number) => milliseconds * (1 + Math.random())

type OfLead = 'who_leads' | 'leading'

interface Needs {
  channel: BroadcastChannel | null
  say(word: Word): void
  /** Gives the lock up. Undefined while this tab has none. */
  releaseOf(): (() => void) | undefined
  canSend(): boolean
  leads(): boolean
  lead(isLeader: boolean): void
  stopped: AbortSignal
}

/**
 * A browser may freeze the tab that has the lock, or never give the lock. So a tab that waits for it asks who leads, and
 * without an answer it leads itself. If two send meanwhile, the `client_id` keeps each message single.
 * @returns the function that asks
 */
export function standIn(needs: Needs): () => void {
  const { channel, releaseOf, canSend, leads, lead, stopped } = needs
  const isHidden = () => document.visibilityState === 'hidden'
  const rank = (): Rank => (canSend() ? 2 : 0) + (isHidden() ? 0 : 1)
  const say = (kind: OfLead) => needs.say({ kind, rank: rank() })
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false

  function wait(): void {
    clearTimeout(timer)
    isAsking = false
    lead(false)
    timer = setTimeout(askIfShown, spread(ASK_AGAIN_MS))
  }

  function ask(): void {
    if (leads()) return say('leading')
    // The browser may freeze a hidden tab, so it stands in for nobody. Who asks again waits no longer for that.
    if (!isAsking && !isHidden()) expectAnswer()
    say('who_leads')
  }
  function expectAnswer(): void {
    if (stopped.aborted) return
    clearTimeout(timer)
    isAsking = true
    timer = setTimeout(() => {
      isAsking = false
      lead(true)
      say('leading')
    }, spread(ANSWER_MS))
  }
  function askIfShown(): void {
    if (!isHidden()) ask()
  }

  function hear(kind: OfLead, theirs: Rank | undefined): void {
    const release = releaseOf()
    if (kind === 'leading' && !release) {
      // The tab with the lock leads on, and the one that stood in steps back.
      wait()
    } else if (release && (theirs ?? HIGHEST) > rank()) {
      // This tab has no connection, or the browser may freeze it again. Between equals, the lock would go to and fro.
      release()
    } else if (kind === 'leading') {
      say('leading')
    } else if (leads() && !release && theirs === HIGHEST && rank() < HIGHEST) {
      // The other one stands in from now on.
      wait()
    } else if (leads()) say('leading')
  }

  channel?.addEventListener(
    'message',
    ({ data }: MessageEvent<Word>) => {
      if (data.kind === 'who_leads' || data.kind === 'leading') hear(data.kind, data.rank)
    },
    { signal: stopped },
  )
  document.addEventListener('visibilitychange', askIfShown, { signal: stopped })
  stopped.addEventListener('abort', () => clearTimeout(timer))
  askIfShown()
  return ask
}
