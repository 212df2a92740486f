import type { ReactNode } from 'react'
import type { ReportDetails, ReportedCopy } from '../../wire/moderation/moderation.ts'
import { useFormat } from '../i18n/language.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { isolate } from '../i18n/en/isolate.ts'
import { classes } from '../ui/classes.ts'
import { ActionList } from './ActionList.tsx'
import { ReportedFiles } from './ReportedFiles.tsx'

/** What a moderator decides on. All texts are copies, and are shown as plain text. */
export function Evidence({
  details,
  isMine,
  onChanged,
}: {
  details: ReportDetails
  /** This moderator has claimed it. */
  isMine: boolean
  onChanged: () => void
}) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const { kind, context, post, text, files, notes, appealed, actions } = details
  const { earlier, earlier_actions } = details
  /** A line of Parley itself has no author. */
  const authorOf = ({ sender, kind: what }: ReportedCopy) =>
    what === 'system' ? null : (sender?.display_name ?? labels.unknownPerson)
  const name = details.subject?.display_name ?? labels.unknownPerson
  return (
    <div className="flex min-w-0 flex-col gap-6 [overflow-wrap:anywhere]">
      <div>
        <h3 className="font-bold">{labels.about(labels.kinds[kind], name)}</h3>
        <p className="text-sm text-muted">
          {labels.reasons[details.reason]} · {labels.reporters(details.reporter_count)}
        </p>
      </div>
      {text !== null && (
        <Part title={kind === 'appeal' ? labels.theAppeal : labels.waiting}>
          <p dir="auto" className="rounded-card bg-surface p-3 whitespace-pre-wrap">
            {text}
          </p>
          {files.length > 0 && (
            <ReportedFiles reportId={details.id} files={files} isMine={isMine} />
          )}
          {appealed && (
            <p className="mt-2 text-sm text-muted">
              {labels.against(labels.actions[appealed.action], appealed.reason)}
            </p>
          )}
        </Part>
      )}
      {post !== null && (
        <Part title={labels.thePost}>
          <div dir="auto" className="rounded-card border border-danger p-3 whitespace-pre-wrap">
            <p dir="auto" className="font-medium">
              {post.title}
            </p>
            <p dir="auto">{post.body}</p>
            {/* It is no link, so that a mistaken click opens no reported address. */}
            {post.url !== null && <p className="text-sm text-muted">{post.url}</p>}
          </div>
        </Part>
      )}
      {context.length > 0 && (
        <Part title={labels.context}>
          <ol className="flex flex-col gap-2">
            {context.map((copy) => (
              <Copy key={copy.seq} copy={copy} author={authorOf(copy)}>
                {copy.files.length > 0 && (
                  <ReportedFiles reportId={details.id} files={copy.files} isMine={isMine} />
                )}
              </Copy>
            ))}
          </ol>
        </Part>
      )}
      {kind === 'person' && <p className="text-sm text-muted">{labels.contextNone}</p>}
      {(kind === 'message' || kind === 'person' || kind === 'post') && (
        <Part title={labels.notes}>
          {notes.every(({ note }) => note === '') && (
            <p className="text-sm text-muted">{labels.noNotes}</p>
          )}
          <ul className="flex flex-col gap-1">
            {notes.map(
              ({ note, reason, created_at }) =>
                note !== '' && (
                  <li key={created_at + note}>
                    {note} <span className="text-sm text-muted">({labels.reasons[reason]})</span>
                  </li>
                ),
            )}
          </ul>
        </Part>
      )}
      {actions.length > 0 && (
        <Part title={labels.decided}>
          <ActionList actions={actions} onChanged={onChanged} />
        </Part>
      )}
      <Part title={labels.earlier}>
        {earlier.length + earlier_actions.length === 0 && (
          <p className="text-sm text-muted">{labels.noEarlier}</p>
        )}
        <ul>
          {earlier.map((one) => (
            <li key={one.id} className="text-sm">
              {labels.about(labels.kinds[one.kind], labels.reasons[one.reason])} ·{' '}
              {format.full(one.created_at)}
            </li>
          ))}
        </ul>
        <ActionList actions={earlier_actions} onChanged={onChanged} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-2 font-medium">{title}</h4>
      {children}
    </section>
  )
}

interface CopyProps {
  copy: ReportedCopy
  author: string | null
  children: ReactNode
}

function Copy({ copy, author, children }: CopyProps) {
  const labels = useModerationCatalogue()
  const format = useFormat()
  const shown = copy.deleted
    ? labels.deleted
    : copy.hidden
      ? labels.hidden
      : copy.kind === 'system'
        ? labels.systemLine
        : copy.body
  return (
    <li
      className={classes(
        'rounded-card border p-3',
        copy.reported ? 'border-danger' : 'border-line',
      )}
    >
      <p className="text-sm text-muted">
        {author !== null && `${isolate(author)} · `}
        {format.full(copy.created_at)}
        {copy.reported && ` · ${labels.theReported}`}
      </p>
      <p dir="auto" className="whitespace-pre-wrap">
        {shown}
      </p>
      {copy.file_count > 0 && copy.files.length === 0 && (
        <p className="text-sm text-muted">{labels.fileCount(copy.file_count)}</p>
      )}
      {children}
    </li>
  )
}
