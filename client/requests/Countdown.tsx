import { useState } from 'react'
import { useSecondsLeft } from '../ui/useCountdown.ts'

interface CountdownProps {
  /** A moment of `performance.now()`. */
  until: number
  label: (seconds: number) => string
  /** When it is over. */
  over: string
}

/** How long something has to wait. It counts down for the eyes; to assistive technology it is said once. */
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
