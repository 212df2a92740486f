import { MessageCircleOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { paths } from '../navigation/routes.ts'
import { useCatalogue } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { navigate } from '../navigation/location.ts'
import { Notice } from '../ui/Notice.tsx'

/**
 * The conversation does not exist, or the user is not in it. The server does not say which. The page names
 * it only if it was open before. A screen reader hears why the conversation is gone: the focus moves only to a button, or
 * not at all.
 */
export default function ConversationUnavailable({ name }: { name: string | undefined }) {
  const { timeline: labels } = useCatalogue()
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) back.current?.focus()
  }, [])
  const title = name === undefined ? labels.goneTitle : labels.removedTitle(name)
  useEffect(() => announce(title), [title])
  return (
    <Notice
      icon={<MessageCircleOff aria-hidden className="size-6" />}
      title={title}
      body={name === undefined ? labels.goneBody : labels.removedBody}
    >
      <Button ref={back} onClick={() => navigate(paths.home)}>
        {labels.toList}
      </Button>
    </Notice>
  )
}
