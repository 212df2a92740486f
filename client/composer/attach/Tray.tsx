import type { UploadRules } from '../../../wire/files.ts'
import { MAX_FILES } from '../../../wire/limits.ts'
import { useFilesCatalogue } from '../../i18n/files.ts'
import type { FileDraft } from '../../uploads/pending-file.ts'
import { announce } from '../../ui/announcer.ts'
import { TrayItem } from './TrayItem.tsx'

interface TrayProps {
  files: readonly FileDraft[]
  /** Why files were left out. */
  problems: readonly string[]
  rules: UploadRules | null
  onChange: (files: readonly FileDraft[]) => void
}

/** The files that go with the next message, in their order. */
export function Tray({ files, problems, rules, onChange }: TrayProps) {
  const labels = useFilesCatalogue()
  if (files.length + problems.length === 0) return null

  function move(place: number, step: number) {
    const next = [...files]
    const [file] = next.splice(place, 1)
    if (!file) return
    next.splice(place + step, 0, file)
    onChange(next)
    announce(labels.moved(file.name, place + step + 1, files.length))
  }

  function remove(file: FileDraft) {
    onChange(files.filter((one) => one !== file))
    announce(labels.removed(file.name))
  }

  return (
    <div className="order-first max-h-[40dvh] w-full overflow-y-auto p-1">
      {problems.length > 0 && (
        <div role="alert" className="mb-1 text-sm [overflow-wrap:anywhere] text-danger">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      {files.length > 0 && (
        <ul aria-label={labels.tray} className="flex flex-col gap-1">
          {files.map((file, place) => (
            <TrayItem
              key={file.key}
              file={file}
              isFirst={place === 0}
              isLast={place === files.length - 1}
              onMove={(step) => move(place, step)}
              onRemove={() => remove(file)}
              onAlt={(alt) => onChange(files.map((one) => (one === file ? { ...one, alt } : one)))}
            />
          ))}
        </ul>
      )}
      {rules?.enabled && files.length > 0 && (
        <p className="mt-1 text-xs text-muted">
          {labels.limits(MAX_FILES, labels.size(rules.max_bytes), labels.size(rules.bytes_left))}
        </p>
      )}
    </div>
  )
}
