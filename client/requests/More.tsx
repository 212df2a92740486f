import { Button } from '../ui/Button.tsx'
import { FailureNote } from './FailureNote.tsx'
import { useAction } from './useAction.ts'

interface MoreProps {
  label: string
  load: () => Promise<unknown>
}

/** A button that loads the next page of a list, and says why it failed. */
export function More({ label, load }: MoreProps) {
  const { busy, failure, run } = useAction()
  return (
    <div className="flex flex-col px-2 pb-2">
      <FailureNote failure={failure} className="px-2 pb-2" />
      <Button
        look="quiet"
        busy={busy}
        className="text-sm text-muted"
        onClick={() => void run(load)}
      >
        {label}
      </Button>
    </div>
  )
}
