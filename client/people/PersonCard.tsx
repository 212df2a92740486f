import { Ban, Flag, MessageSquare } from 'lucide-react'
import { Popover } from 'radix-ui'
import { Fragment, Suspense, type ReactElement, type ReactNode, useState } from 'react'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Person } from '../../wire/people.ts'
import { useMessengerState } from '../messenger/context.ts'
import { useStartConversation } from '../finder/useStartConversation.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { BlockConfirm } from './BlockConfirm.tsx'
import { useIsBlocked } from '../conversation/useBlocked.ts'
import { usePresenceLine } from './usePresenceLine.ts'
import { lazy } from '../ui/later/lazy.tsx'
import { BackCloses } from '../ui/BackCloses.tsx'

const ReportDialog = lazy(() => import('../reports/ReportDialog.tsx'), 'over')

interface PersonCardProps {
  person: Person
  /** The button that opens the card. The card opens by itself after the first press has downloaded it. */
  children?: ReactElement
  /** What the card stands beside, if there is no button of its own. */
  anchor?: HTMLElement
  /** Called when the card and its dialogs are closed. */
  onClose?: () => void
}

/** The profile of a person, with the buttons to write to them and to block them. An alias can only be blocked. */
export default function PersonCard({ person, children, anchor, onClose }: PersonCardProps) {
  const { conversations } = useCatalogue()
  const [shown, setShown] = useState<'card' | 'report' | 'block' | null>('card')
  const blocked = useIsBlocked(person.id)
  // Beside a button, the card stays in its landmark. Elsewhere it must not be cut off by the box around the anchor.
  const Frame = anchor ? OverPage : Fragment

  function close() {
    setShown(null)
    onClose?.()
  }

  return (
    <>
      <Popover.Root
        open={shown === 'card'}
        onOpenChange={(open) => (open ? setShown('card') : close())}
      >
        {anchor && <Popover.Anchor virtualRef={{ current: anchor }} />}
        {children && <Popover.Trigger asChild>{children}</Popover.Trigger>}
        <Frame>
          <Popover.Content
            aria-label={conversations.aboutPerson(person.display_name)}
            align="start"
            sideOffset={6}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              if (!anchor) return
              event.preventDefault()
              const place = anchor.closest<HTMLElement>('article') ?? anchor
              place.focus({ preventScroll: true })
            }}
            className="z-popover max-h-(--radix-popover-content-available-height) overflow-y-auto w-72 max-w-[calc(100vw-1rem)] animate-appear rounded-card border border-line bg-bg p-4 shadow-card"
          >
            <BackCloses />
            <Card
              person={person}
              blocked={blocked}
              onDone={close}
              onBlock={() => setShown('block')}
              onReport={() => setShown('report')}
            />
          </Popover.Content>
        </Frame>
      </Popover.Root>
      {shown === 'report' && (
        <Suspense>
          <ReportDialog about={{ user_id: person.id, name: person.display_name }} onClose={close} />
        </Suspense>
      )}
      {shown === 'block' && (
        <BlockConfirm
          userId={person.id}
          name={person.display_name}
          blocked={blocked}
          onClose={close}
        />
      )}
    </>
  )
}

const OverPage = ({ children }: { children: ReactNode }) => (
  <Popover.Portal container={document.querySelector('main')}>{children}</Popover.Portal>
)

interface CardProps {
  person: Person
  blocked: boolean
  onDone: () => void
  onBlock: () => void
  onReport: () => void
}

function Card({ person, blocked, onDone, onBlock, onReport }: CardProps) {
  const catalogue = useCatalogue()
  const labels = usePeopleCatalogue()
  const { report } = useModerationCatalogue()
  const isAlias = isOfDarkRoom(person.id)
  const isOwn = useMessengerState(
    ({ me, conversations }) =>
      person.id === me.id ||
      (isAlias && conversations.items.some((one) => one.me.user_id === person.id)),
  )
  const { online, label } = usePresenceLine(person.id)
  const { start, busy, problem } = useStartConversation(onDone)
  return (
    <>
      <div className="flex items-center gap-3">
        <Avatar
          id={person.id}
          name={person.display_name}
          url={person.avatar_url}
          size="large"
          online={online}
        />
        <div className="min-w-0 [overflow-wrap:anywhere]">
          <p className="font-bold">
            <bdi>{person.display_name}</bdi>
          </p>
          {!isAlias && (
            <p className="text-sm text-muted">
              {catalogue.conversations.username(person.username)}
            </p>
          )}
          <p className="text-sm text-muted">{blocked ? labels.youBlocked : label}</p>
        </div>
      </div>
      {isOwn ? (
        <p className="mt-3 text-sm text-muted">{labels.yourself}</p>
      ) : (
        <div className="mt-4 flex flex-wrap gap-2">
          {!isAlias && (
            <Button
              look="primary"
              className="w-full"
              busy={busy}
              onClick={() => void start({ userId: person.id })}
            >
              <MessageSquare aria-hidden className="size-4" /> {labels.message}
            </Button>
          )}
          <Button className="flex-1" onClick={onBlock}>
            <Ban aria-hidden className="size-4" />
            {blocked ? labels.unblock : labels.block}
          </Button>
          <Button className="flex-1" onClick={onReport}>
            <Flag aria-hidden className="size-4" /> {report}
          </Button>
        </div>
      )}
      {problem && <div className="mt-3">{problem}</div>}
    </>
  )
}
