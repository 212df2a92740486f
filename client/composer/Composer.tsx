import { Check, SendHorizontal } from 'lucide-react'
import {
  Suspense,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type SetStateAction,
} from 'react'
import { flushSync } from 'react-dom'
import { isComposing } from '../browser/composing.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import { MAX_BODY_LENGTH } from '../../wire/limits.ts'
import type { Message } from '../../wire/messages.ts'
import { showsNothing } from '../../wire/text/characters.ts'
import { useMessenger } from '../messenger/context.ts'
import type { FileDraft } from '../uploads/pending-file.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { chosenIn, type ComposerMode } from '../conversation/context.ts'
import { classes } from '../ui/classes.ts'
import { EmojiButton } from './EmojiButton.tsx'
import { useAutosize } from './useAutosize.ts'
import { useMentions } from './useMentions.ts'
import { useSending } from './useSending.ts'
import { useBody } from './useBody.ts'
import { usePlace } from './useMode.ts'
import { lazy } from '../ui/later/lazy.tsx'
import { isTouch } from '../browser/touch.ts'

const Attachments = lazy(() => import('./attach/Attachments.tsx'))
const CharactersLeft = lazy(() => import('./CharactersLeft.tsx'), 'nowhere')
const FormatButton = lazy(() => import('./FormatButton.tsx'))
const MentionList = lazy(() => import('./MentionList.tsx'))
const ModeBar = lazy(() => import('./ModeBar.tsx'))
const ModeEnd = lazy(() => import('./ModeEnd.tsx'))
const PreviewOffer = lazy(() => import('../previews/PreviewOffer.tsx'))
const VoiceRecorder = lazy(() => import('../voice/VoiceRecorder.tsx'))

/** The counter appears when fewer characters than this are left. */
const WARN_BELOW = 200
/** What fits beside the buttons on a phone. */
const ROW_LENGTH = 40

export interface ComposerProps {
  conversationId: string
  /** The name of the conversation, for the placeholder. */
  name: string
  threadRoot?: string
  mode: ComposerMode
  onMode: (mode: SetStateAction<ComposerMode>) => void
  /** Returns the message that ↑ edits or Shift+↑ replies to in an empty box. */
  pick: (what: 'edit' | 'reply') => Message | undefined
  /** Whether the box takes the focus when it appears. */
  takesFocus: boolean
  /** Slow mode: nothing new can be sent now. */
  isPaused?: boolean
}

/** The box for writing. It also works without a connection: the outbox keeps what cannot be sent yet. */
export function Composer(props: ComposerProps) {
  const { conversationId, name, mode, onMode, threadRoot = null, takesFocus, isPaused } = props
  const { timeline, messages: labels } = useCatalogue()
  const messenger = useMessenger()
  const { body, write } = useBody(conversationId, threadRoot, mode, onMode)
  const [caret, setCaret] = useState(body.length)
  const box = useAutosize(body)
  const [files, onFiles] = useState<readonly FileDraft[]>([])
  /** How many choices of files are still being read. The message waits for them. */
  const [reading, onReading] = useState(0)
  const [unwanted, onUnwanted] = useState('')
  const mentions = useMentions({ ...usePlace(conversationId, threadRoot), body, caret, replace })
  const sending = useSending({
    ...{ conversationId, threadRoot, mode, onMode, unwanted, namedIn: mentions.namedIn },
    ...{ body, write, files, onFiles },
  })
  // The relay counts in the same way: without the blanks at the end.
  const left = MAX_BODY_LENGTH - body.trimEnd().length
  const editing = mode.kind === 'edit'
  const hasFiles = (editing ? mode.message.files : files)?.length
  const sendable =
    (!showsNothing(body) || hasFiles) &&
    left >= 0 &&
    !sending.busy &&
    (editing || !(isPaused || reading))
  const about = chosenIn(mode)
  const opened = useRef(false)

  // The box takes the focus at the start, and whenever the person begins an edit or a reply.
  useEffect(() => {
    if (opened.current ? about !== null : takesFocus) box.current?.focus()
    opened.current = true
  }, [box, about, takesFocus])
  useEffect(
    () => () => messenger.conversations.setTyping(conversationId, false),
    [messenger, conversationId],
  )

  function replace(from: number, to: number, inserted: string) {
    const area = box.current
    // A keyboard of a phone that is closed stays closed.
    if (area === document.activeElement || !isTouch()) {
      area?.focus()
      area?.setSelectionRange(from, to)
      // The browser does it itself where it can, so that its undo takes it back.
      if (document.execCommand?.('insertText', false, inserted)) return
    }
    const after = from + inserted.length
    // React must draw this at once. The next key may follow, and its letter goes where the caret is.
    flushSync(() => {
      write(body.slice(0, from) + inserted + body.slice(to))
      setCaret(after)
    })
    area?.setSelectionRange(after, after)
  }

  function insert(inserted: string) {
    const { selectionStart: from, selectionEnd: to } = box.current ?? {}
    replace(from ?? body.length, to ?? body.length, inserted)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return
    if (mentions.onKeyDown(event)) return
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (event.key === 'Enter' && !event.shiftKey) {
      if (sendable) void sending.send()
    } else if (event.key === 'Escape' && mode.kind !== 'write') {
      onMode({ kind: 'write' })
    } else if (event.key === 'ArrowUp' && plain && body === '') {
      const kind = event.shiftKey ? 'reply' : 'edit'
      const message = props.pick(kind)
      if (!message) return
      onMode({ kind, message })
    } else return
    event.preventDefault()
  }

  const label = editing ? labels.save : timeline.send
  const SendIcon = editing ? Check : SendHorizontal
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (sendable) void sending.send()
      }}
      className="relative mx-auto w-full max-w-[54rem] px-2 pb-safe-2 sm:px-6 sm:pb-safe-4"
    >
      {sending.isLost && (
        <p role="alert" className="px-2 pb-1 text-sm text-danger">
          {timeline.notKept}
        </p>
      )}
      <FailureNote failure={sending.failure} className="px-2 pb-1" />
      <span role="status" className="sr-only">
        {mentions.activeId && labels.mentionCount(mentions.people.length)}
      </span>
      {mentions.people.length > 0 && (
        <Suspense>
          <MentionList
            id={mentions.listId}
            people={mentions.people}
            index={mentions.index}
            onChoose={mentions.choose}
            onDrawn={mentions.onDrawn}
          />
        </Suspense>
      )}
      {mode.kind !== 'write' && (
        <Suspense>
          <ModeEnd {...{ conversationId, threadRoot, mode, onMode }} />
          <ModeBar mode={mode} onCancel={() => onMode({ kind: 'write' })} />
        </Suspense>
      )}
      {body.includes('://') && !editing && !isOfDarkRoom(conversationId) && (
        <Suspense>
          <PreviewOffer {...{ body, unwanted, onUnwanted }} />
        </Suspense>
      )}
      <div className="@container flex flex-wrap items-end justify-end gap-1 rounded-bubble border border-control bg-bg p-1 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus has-[[data-recording]]:[&>*:not([data-voice])]:hidden">
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          aria-label={threadRoot ? labels.threadComposer : timeline.composer}
          aria-autocomplete="list"
          aria-controls={mentions.activeId && mentions.listId}
          aria-activedescendant={mentions.activeId}
          placeholder={threadRoot ? labels.threadPlaceholder : timeline.placeholder(name)}
          enterKeyHint="send"
          value={body}
          onChange={(event) => {
            write(event.target.value)
            setCaret(event.target.selectionStart)
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          className={classes(
            'box-room min-h-9 min-w-0 flex-1 resize-none overflow-hidden bg-transparent px-2 py-[7px] text-base outline-none placeholder:truncate placeholder:text-muted touch:min-h-11 touch:py-2.5 touch:text-[1rem]',
            // On a phone, the buttons of a longer text stand below it.
            body.length > ROW_LENGTH && 'max-sm:basis-full',
          )}
        />
        {left < WARN_BELOW && (
          <Suspense>
            <CharactersLeft left={left} />
          </Suspense>
        )}
        {!editing && (
          <Suspense>
            <Attachments {...{ conversationId, threadRoot, files, onFiles, onReading }} />
          </Suspense>
        )}
        <Suspense>
          <FormatButton box={box} replace={replace} isWriting={body !== ''} />
        </Suspense>
        <EmojiButton onPick={insert} returnFocus={() => box.current?.focus()} />
        <Suspense>
          <VoiceRecorder
            conversationId={conversationId}
            threadRoot={threadRoot}
            isOffered={body === '' && !files.length && !editing && !isPaused}
            mode={mode}
            onMode={onMode}
          />
        </Suspense>
        <button
          type="submit"
          aria-label={label}
          title={label}
          aria-disabled={!sendable}
          // The focus stays in the text box, and with it the keyboard of a phone.
          onMouseDown={(event) => event.preventDefault()}
          className={classes(
            'grid size-9 shrink-0 place-items-center rounded-[12px] transition-colors touch:size-11',
            sendable ? 'bg-accent text-on-accent hover:bg-accent-strong' : 'text-muted',
          )}
        >
          <SendIcon aria-hidden className="size-[18px] rtl:-scale-x-100" />
        </button>
      </div>
    </form>
  )
}
