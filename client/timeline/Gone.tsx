import { CloudOff, MessageCircleOff } from 'lucide-react'
import { useMessenger } from '../conversations/context.ts'
import { paths } from '../conversations/routes.ts'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { navigate } from '../ui/location.ts'
import { Notice } from '../ui/Notice.tsx'

/** Not there, or none of the reader's business: the server does not say which, so neither does the page. */
export function Gone() {
  const { timeline: text } = useText()
  return (
    <Notice
      icon={<MessageCircleOff aria-hidden className="size-6" />}
      title={text.goneTitle}
      text={text.goneText}
    >
      <Button onClick={() => navigate(paths.home)}>{text.toList}</Button>
    </Notice>
  )
}

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
          messenger.close(id)
          messenger.open(id)
        }}
      >
        {text.retry}
      </Button>
    </Notice>
  )
}
