import { MessageSquareOff } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { usePostsCatalogue } from '../i18n/posts.ts'
import type { PostsCatalogue } from '../i18n/en/posts.ts'
import { useMessenger } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { failureOf } from '../requests/failure.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { Button } from '../ui/Button.tsx'
import { Link } from '../ui/Link.tsx'
import { Notice } from '../ui/Notice.tsx'
import { externalPostOf, messageAuthor, messagePerson } from './requests.ts'

/** What a link led to: a conversation, or the reason why there is none. */
type Found =
  | { kind: 'conversation'; conversation: Conversation }
  | { kind: 'none'; problem: string; postId?: string }

/** A link to a post of another application: opens the conversation with its author. Nothing is written in it. */
export function PostLink({ type, id }: { type: string; id: string }) {
  return <OpenLink find={(messenger, labels) => findAboutPost(messenger, labels, type, id)} />
}

/** A link to a person: opens the conversation with them. */
export function PersonLink({ username }: { username: string }) {
  return <OpenLink find={(messenger, labels) => findPerson(messenger, labels, username)} />
}

async function findAboutPost(
  messenger: Messenger,
  labels: PostsCatalogue,
  type: string,
  id: string,
): Promise<Found> {
  const post = await unless(externalPostOf(messenger, type, id), {
    not_found: labels.noPost,
    invalid_request: labels.noPost,
  })
  if (typeof post === 'string') return { kind: 'none', problem: post }
  if (post.author.id === messenger.getState().me.id) {
    return { kind: 'none', problem: labels.yourPost, postId: post.id }
  }
  return opened(
    await unless(messageAuthor(messenger, post.id), {
      not_found: labels.notReachable,
      forbidden: labels.youBlocked,
      post_closed: labels.isClosed,
    }),
  )
}

async function findPerson(
  messenger: Messenger,
  labels: PostsCatalogue,
  username: string,
): Promise<Found> {
  if (username.toLowerCase() === messenger.getState().me.username) {
    return { kind: 'none', problem: labels.yourself }
  }
  return opened(
    await unless(messagePerson(messenger, username), {
      not_found: labels.noPerson,
      invalid_request: labels.noPerson,
      forbidden: labels.youBlocked,
    }),
  )
}

const opened = (answer: Conversation | string): Found =>
  typeof answer === 'string'
    ? { kind: 'none', problem: answer }
    : { kind: 'conversation', conversation: answer }

/** The answer, or the sentence for a refusal that a second try would get again. */
async function unless<T>(
  asked: Promise<T>,
  sentences: Partial<Record<string, string>>,
): Promise<T | string> {
  try {
    return await asked
  } catch (error) {
    const sentence = sentences[failureOf(error).code ?? '']
    if (sentence === undefined) throw error
    return sentence
  }
}

interface OpenLinkProps {
  find: (messenger: Messenger, labels: PostsCatalogue) => Promise<Found>
}

function OpenLink({ find }: OpenLinkProps) {
  const labels = usePostsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [none, setNone] = useState<Extract<Found, { kind: 'none' }> | null>(null)

  const open = () =>
    run(async () => {
      const found = await find(messenger, labels)
      if (found.kind === 'none') setNone(found)
      // The link leaves the history: "back" would only lead here again.
      else navigate(paths.conversation(found.conversation.id), { replace: true })
    })
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void open()
  })

  if (none) {
    return (
      <Unopened problem={none.problem}>
        {none.postId !== undefined && (
          <Link href={paths.post(none.postId)} className={link}>
            {labels.toYourPost}
          </Link>
        )}
      </Unopened>
    )
  }
  if (failure) {
    return (
      <Notice icon={<Icon />} title={labels.cannotOpen}>
        <FailureNote failure={failure} />
        <Button busy={busy} onClick={() => void open()}>
          {labels.retry}
        </Button>
      </Notice>
    )
  }
  return (
    <p role="status" className="animate-late p-6 text-center text-muted">
      {labels.opening}
    </p>
  )
}

const link = 'font-medium text-accent underline-offset-4 hover:underline'
const Icon = () => <MessageSquareOff aria-hidden className="size-6" />

/** Why a link opens no conversation. */
export function Unopened({ problem, children }: { problem: string; children?: ReactNode }) {
  const labels = usePostsCatalogue()
  return (
    <Notice icon={<Icon />} title={labels.cannotOpen} body={problem}>
      {children}
      <Link href={paths.home} className={link}>
        {labels.home}
      </Link>
    </Notice>
  )
}
