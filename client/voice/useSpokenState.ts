import { useEffect, useRef } from 'react'
import { MAX_VOICE_MS } from '../../wire/limits.ts'
import type { VoiceCatalogue } from '../i18n/en/media/voice.ts'
import { announce } from '../ui/announcer.ts'
import { spokenOf } from './clock.ts'
import type { RecorderView } from './recorder.ts'

/** The seconds before the end at which the rest is told. */
const TOLD_AT = [10, 30, 60]

export const secondsLeft = (elapsedMs: number) => Math.ceil((MAX_VOICE_MS - elapsedMs) / 1000)

/** Tells people who listen to the page what the recorder does, and how much time is left. */
export function useSpokenState({ state, elapsedMs }: RecorderView, labels: VoiceCatalogue): void {
  const before = useRef(state)
  const told = useRef(Infinity)
  const left = secondsLeft(elapsedMs)
  const due = TOLD_AT.find((seconds) => left <= seconds)

  useEffect(() => {
    const previous = before.current
    before.current = state
    if (state === previous) return
    if (state === 'recording') announce(labels.recording)
    if (state === 'paused') announce(labels.recordingPaused)
    if (state !== 'ready') return
    const over = elapsedMs >= MAX_VOICE_MS ? `${labels.over} ` : ''
    announce(
      over + (previous === 'idle' ? labels.found : labels.recorded(spokenOf(elapsedMs, labels))),
    )
  }, [state, elapsedMs, labels])

  useEffect(() => {
    if (state === 'idle') told.current = Infinity
    if (state !== 'recording' || due === undefined || due >= told.current) return
    told.current = due
    announce(labels.left(due))
  }, [state, due, labels])
}
