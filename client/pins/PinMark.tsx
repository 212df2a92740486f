import { Pin } from 'lucide-react'

/** Marks a conversation that stands at the top of the list. */
export default function PinMark() {
  return <Pin aria-hidden className="size-3.5" />
}
