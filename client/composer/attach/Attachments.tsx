import { Paperclip } from 'lucide-react'
import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type Dispatch,
  type SetStateAction,
} from 'react'
import { useFilesCatalogue } from '../../i18n/files.ts'
import { useMessenger } from '../../messenger/context.ts'
import { announce } from '../../ui/announcer.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { FileDraft } from '../../uploads/pending-file.ts'
import { chosenFiles } from './chosen-files.ts'
import { DropTarget } from './DropTarget.tsx'
import { draftOf } from './draft-of.ts'
import { chooseFiles, type Sized } from './limits.ts'
import { Tray } from './Tray.tsx'
import { useIncomingFiles } from './useIncomingFiles.ts'
import { useUploadRules } from './useUploadRules.ts'

interface AttachmentsProps {
  conversationId: string
  threadRoot: string | null
  files: readonly FileDraft[]
  onFiles: Dispatch<SetStateAction<readonly FileDraft[]>>
  /** Counts the choices that are not in `files` yet. */
  onReading: Dispatch<SetStateAction<number>>
}

/** The button that attaches files to a message, and the tray of those that were chosen, pasted or dropped. */
export default function Attachments(props: AttachmentsProps) {
  const { conversationId, threadRoot, files, onFiles, onReading } = props
  const labels = useFilesCatalogue()
  const messenger = useMessenger()
  const input = useRef<HTMLInputElement>(null)
  const { rules, ask } = useUploadRules()
  const [problems, setProblems] = useState<readonly string[]>([])
  const target = useIncomingFiles(input, (incoming) => void add(incoming))
  const isOff = rules?.enabled === false

  const place = `${conversationId} ${threadRoot ?? ''}`
  const restore = useEffectEvent(() => {
    const earlier = chosenFiles(messenger, place).get()
    if (earlier.length > 0) onFiles(earlier)
  })
  useEffect(() => restore(), [])
  useEffect(() => chosenFiles(messenger, place).set(files), [messenger, place, files])
  useEffect(
    () => chosenFiles(messenger, place).follow((more) => onFiles((now) => [...now, ...more])),
    [messenger, place, onFiles],
  )

  const latest = useRef(files)
  useEffect(() => void (latest.current = files), [files])

  async function add(incoming: readonly File[]) {
    if (incoming.length === 0) return
    setProblems([])
    onReading((count) => count + 1)
    await read(incoming).finally(() => onReading((count) => count - 1))
  }

  async function read(incoming: readonly File[]) {
    const allowed = await ask()
    const choose = <T extends Sized>(from: readonly T[]): T[] => {
      const before = latest.current.map(({ name, blob }) => ({ name, size: blob.size }))
      const { accepted, problems: found } = chooseFiles(from, before, allowed, labels)
      setProblems((now) => [...new Set([...now, ...found])])
      return accepted
    }
    const drawn = await Promise.all(choose(incoming).map(withDraft))
    // Other files may have come while these were read, and the limits hold for all of them.
    const drafts = choose(drawn).map(({ draft }) => draft)
    if (drafts.length === 0) return
    latest.current = [...latest.current, ...drafts]
    // The person may be in another conversation by now.
    chosenFiles(messenger, place).add(drafts)
    announce(labels.added(drafts.length))
    input.current?.form?.querySelector('textarea')?.focus()
  }

  function change(next: readonly FileDraft[]) {
    setProblems([])
    onFiles(next)
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden
        className="hidden"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          // The same file may be chosen again.
          event.target.value = ''
          void add(chosen)
        }}
      />
      <IconButton
        icon={Paperclip}
        label={isOff ? labels.attachOff : labels.attach}
        aria-disabled={isOff}
        className="size-9 aria-disabled:opacity-50"
        onFocus={() => void ask()}
        onPointerEnter={() => void ask()}
        onClick={() => (isOff ? setProblems([labels.off]) : input.current?.click())}
      />
      <Tray files={files} problems={problems} rules={rules} onChange={change} />
      {target && <DropTarget area={target} />}
    </>
  )
}

const withDraft = async (file: File) => ({
  name: file.name,
  size: file.size,
  draft: await draftOf(file),
})
