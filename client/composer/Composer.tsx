import { SendHorizontal } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { MAX_BODY_LENGTH } from '../../wire/limits.ts'
import { useMessenger } from '../conversations/context.ts'
import { useText } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import { Room } from './Room.tsx'
import { useAutosize } from './useAutosize.ts'

interface ComposerProps {
  conversationId: string
  /** Of the one the message goes to. */
  name: string
}

/** A finger on a small screen should not open the keyboard by only opening a conversation. */
const hasKeyboard = () => window.matchMedia('(pointer: fine)').matches

/** Where one writes. It works without a connection as well: the outbox keeps what cannot go yet. */
export function Composer({ conversationId, name }: ComposerProps) {
  const { timeline: text } = useText()
  const messenger = useMessenger()
  const [body, setBody] = useState(() => messenger.draft(conversationId))
  const [notKept, setNotKept] = useState(false)
  const tooLong = body.length > MAX_BODY_LENGTH
  const sendable = body.trim() !== '' && !tooLong
  const box = useAutosize(body)

  useEffect(() => {
    if (hasKeyboard()) box.current?.focus()
  }, [box])
  useEffect(() => () => messenger.setTyping(conversationId, false), [messenger, conversationId])

  function write(next: string) {
    setBody(next)
    messenger.saveDraft(conversationId, next)
    messenger.setTyping(conversationId, next.trim() !== '')
  }

  async function send() {
    if (!sendable) return
    const sent = body
    write('')
    setNotKept(false)
    try {
      await messenger.send(conversationId, sent)
    } catch {
      // It exists nowhere but here: give it back, unless something new was written meanwhile.
      setNotKept(true)
      if (box.current?.value === '') write(sent)
    }
  }

  /** While an input method composes, Enter takes its suggestion. Safari says so only by the old key code. */
  function onKeyDown(event: KeyboardEvent) {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || composing) return
    event.preventDefault()
    void send()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className="mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4"
    >
      {notKept && (
        <p role="alert" className="px-2 pb-1 text-sm text-danger">
          {text.notKept}
        </p>
      )}
      <div className="flex items-end gap-1 rounded-bubble border border-control bg-bg p-1 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus">
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          aria-label={text.composer}
          placeholder={text.placeholder(name)}
          enterKeyHint="send"
          value={body}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-[min(14rem,40dvh)] min-h-9 flex-1 resize-none bg-transparent px-2 py-[7px] text-base outline-none placeholder:truncate placeholder:text-muted touch:min-h-11 touch:py-2.5 touch:text-[1rem]"
        />
        <Room left={MAX_BODY_LENGTH - body.length} />
        <button
          type="submit"
          aria-label={text.send}
          title={text.send}
          aria-disabled={!sendable}
          className={classes(
            'grid size-9 shrink-0 place-items-center rounded-[12px] transition-colors touch:size-11',
            sendable ? 'bg-accent text-on-accent hover:bg-accent-strong' : 'text-muted',
          )}
        >
          <SendHorizontal aria-hidden className="size-[18px] rtl:-scale-x-100" />
        </button>
      </div>
    </form>
  )
}
