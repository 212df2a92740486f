import { useCallback, useState } from 'react'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { useMessenger } from '../messenger/context.ts'
import { PagedItems } from '../requests/PagedItems.tsx'
import { usePagedList } from '../requests/usePagedList.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { InvitationRow } from './InvitationRow.tsx'
import { MakeLink } from './MakeLink.tsx'
import { MadeLink } from './MadeLink.tsx'
import { addressOf, invitationsOf } from './requests.ts'

interface InviteDialogProps {
  /** Null: the link leads to a conversation with the person themselves. */
  group: { id: string; title: string } | null
  onClose: () => void
}

const everything = {}

/** Makes a link that invites people, and lists those that are open. */
export function InviteDialog({ group, onClose }: InviteDialogProps) {
  const labels = useInvitationsCatalogue()
  const messenger = useMessenger()
  const groupId = group?.id ?? null
  const ask = useCallback(() => invitationsOf(messenger, groupId), [messenger, groupId])
  const links = usePagedList(everything, ask)
  const [token, setToken] = useState<string | null>(null)

  return (
    <Dialog
      title={group ? labels.groupTitle(group.title) : labels.personTitle}
      description={group ? labels.groupHelp : labels.personHelp}
      onClose={onClose}
    >
      {token === null ? (
        <MakeLink
          groupId={groupId}
          onMade={(made) => {
            setToken(made)
            void links.load()
          }}
        />
      ) : (
        <MadeLink address={addressOf(token)} />
      )}
      <section aria-label={labels.list} className="mt-4 border-t border-line pt-3">
        <h3 className="text-sm font-bold">{labels.list}</h3>
        <PagedItems
          paged={links}
          labels={labels}
          none={() => labels.none}
          renderRow={(invitation) => (
            <InvitationRow invitation={invitation} onRevoked={() => void links.load()} />
          )}
        />
      </section>
    </Dialog>
  )
}
