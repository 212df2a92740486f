import { Suspense, useState } from 'react'
import { authorOf, isBy, isByOneOf, personIdOf } from '../../wire/author.ts'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { FilesQuery } from '../../wire/files.ts'
import type { Message } from '../../wire/messages.ts'
import { nameIn } from '../conversation/names.ts'
import { useBlocked } from '../conversation/useBlocked.ts'
import { FileCard } from '../files/FileCard.tsx'
import { PictureTiles } from '../files/PictureTiles.tsx'
import { PlayedFile } from '../files/PlayedFile.tsx'
import { useFilesCatalogue } from '../i18n/files.ts'
import { useCatalogue, useFormat } from '../i18n/language.ts'
import { drawBody } from '../markup/draw-body.tsx'
import { useMentioned } from '../markup/mentioned.ts'
import { useFormatted } from '../markup/reader.ts'
import { paths } from '../navigation/routes.ts'
import { More } from '../requests/More.tsx'
import { Button } from '../ui/Button.tsx'
import { lazy } from '../ui/later/lazy.tsx'
import { Link } from '../ui/Link.tsx'
import { useSharedFiles } from './useSharedFiles.ts'

const VoiceMessage = lazy(() => import('../voice/VoiceMessage.tsx'))

const kinds = ['media', 'files', 'voice', 'links'] as const

/** The pictures, files, voice messages and links of a conversation. */
export function SharedFiles({ conversation }: { conversation: Conversation }) {
  const labels = useFilesCatalogue()
  const [kind, setKind] = useState<FilesQuery['kind'] | null>(null)
  return (
    <section aria-label={labels.title} className="border-t border-line pt-4">
      <h3 className="mb-2 font-bold">{labels.title}</h3>
      <div className="flex flex-wrap gap-1">
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={kind === one}
            onClick={() => setKind(kind === one ? null : one)}
            className="min-h-8 rounded-full border border-control px-3 text-sm hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent touch:min-h-11"
          >
            {labels.kinds[one]}
          </button>
        ))}
      </div>
      {kind && <SharedList key={kind} conversation={conversation} kind={kind} />}
    </section>
  )
}

interface SharedListProps {
  conversation: Conversation
  kind: FilesQuery['kind']
}

function SharedList({ conversation, kind }: SharedListProps) {
  const labels = useFilesCatalogue()
  const catalogue = useCatalogue()
  const format = useFormat()
  const { shared, hasFailed, load, more } = useSharedFiles(conversation.id, kind)
  const blocked = useBlocked(!capabilitiesOf(conversation.kind).isPair)
  if (shared === null) {
    return hasFailed ? (
      <p role="alert" className="mt-3 text-sm text-danger">
        {labels.broken}{' '}
        <Button look="link" className="min-h-8 text-sm" onClick={load}>
          {labels.retry}
        </Button>
      </p>
    ) : null
  }
  const items = shared.items.filter((message) => !isByOneOf(authorOf(message), blocked))
  const isMine = (message: Message) => isBy(authorOf(message), conversation.me.user_id)
  const nameOf = (message: Message) => {
    const author = authorOf(message)
    return isMine(message)
      ? catalogue.timeline.you
      : (nameIn(conversation, shared.people, personIdOf(author)) ?? catalogue.conversations.nobody)
  }
  const filesOf = ({ files = [] }: Message) =>
    files.filter((file) => (kind === 'voice') === (file.kind === 'voice'))
  return (
    <div className="mt-3 flex flex-col gap-3">
      {items.length === 0 && shared.next === null && (
        <p className="text-sm text-muted">{labels.none[kind]}</p>
      )}
      {kind === 'media' && (
        <PictureTiles pictures={items.flatMap(filesOf).filter((file) => file.kind === 'picture')} />
      )}
      <ul className="flex flex-col gap-3">
        {items.map((message) => {
          const files = filesOf(message).filter((file) =>
            kind === 'media'
              ? file.kind === 'video'
              : file.kind !== 'picture' && file.kind !== 'video',
          )
          if (kind !== 'links' && files.length === 0) return null
          return (
            <li key={message.id} className="flex min-w-0 flex-col gap-1">
              <Link
                href={paths.message(message)}
                className="flex gap-2 text-xs text-muted hover:underline"
              >
                <span className="sr-only">{labels.toMessage} </span>
                <bdi className="min-w-0 truncate">{nameOf(message)}</bdi>
                <time dateTime={message.created_at}>{format.full(message.created_at)}</time>
              </Link>
              {kind === 'links' ? (
                <div dir="auto" className="line-clamp-3 text-sm [overflow-wrap:anywhere]">
                  <MessageText message={message} />
                </div>
              ) : (
                files.map((file) =>
                  file.kind === 'voice' ? (
                    <Suspense key={file.id}>
                      <VoiceMessage file={file} mine={isMine(message)} isListed />
                    </Suspense>
                  ) : file.kind === 'other' ? (
                    <FileCard key={file.id} {...file} tabIndex={0} />
                  ) : (
                    <PlayedFile key={file.id} file={file} />
                  ),
                )
              )}
            </li>
          )
        })}
      </ul>
      {shared.next !== null && <More label={labels.moreFiles} load={more} />}
    </div>
  )
}

function MessageText({ message }: { message: Message }) {
  const formatted = useFormatted()
  const mentioned = useMentioned(message)
  return drawBody({ formatted, body: message.body, mentioned, tail: null })
}
