import { CloudOff } from 'lucide-react'
import { useMessenger } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

export function NotLoaded({ id }: { id: string }) {
  const { timeline: labels } = useCatalogue()
  const messenger = useMessenger()
  return (
    <Notice
      icon={<CloudOff aria-hidden className="size-6" />}
      title={labels.failedTitle}
      body={labels.failedBody}
    >
      <Button
        onClick={() => {
          messenger.timeline.close(id)
          messenger.timeline.open(id)
        }}
      >
        {labels.retry}
      </Button>
    </Notice>
  )
}
