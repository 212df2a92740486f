import { CloudOff } from 'lucide-react'
import { useMessenger } from '../messenger/context.ts'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

export function NotLoaded({ id }: { id: string }) {
  const { timeline: text } = useText()
  const messenger = useMessenger()
  return (
    <Notice
      icon={<CloudOff aria-hidden className="size-6" />}
      title={text.failedTitle}
      text={text.failedText}
    >
      <Button
        onClick={() => {
          messenger.timeline.close(id)
          messenger.timeline.open(id)
        }}
      >
        {text.retry}
      </Button>
    </Notice>
  )
}
