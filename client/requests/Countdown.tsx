import { useState } from 'react'
import { useSecondsLeft } from '../ui/useCountdown.ts'

interface CountdownProps {
  /** A moment of `performance.now()`. */
  until: number
  label: (seconds: number) => string
  /** The label when the time is over. */
  over: string
}

/** The seconds left of a wait. They count down on the screen, and a screen reader hears them once. */
export function Countdown(props: CountdownProps) {
  return <Seconds key={props.until} {...props} />
}

function Seconds({ until, label, over }: CountdownProps) {
  const left = useSecondsLeft(until)
  const [said] = useState(() => label(left))
  return (
    <>
      <span className="sr-only">{said}</span>
      <span aria-hidden className="tabular-nums">
        {left > 0 ? label(left) : over}
      </span>
    </>
  )
}
