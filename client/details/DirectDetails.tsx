import { Ban } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessengerState } from '../messenger/context.ts'
import { counterpartOf } from '../conversation/names.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { BlockConfirm } from '../people/BlockConfirm.tsx'
import { useIsBlocked } from '../conversation/useBlocked.ts'
import { usePresenceLine } from '../people/usePresenceLine.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { PinnedMessages } from '../pins/PinnedMessages.tsx'
import { DisappearingMessages } from './DisappearingMessages.tsx'
import { OwnSettings } from './OwnSettings.tsx'

/** The details of a conversation of two: the counterpart's profile. */
export function DirectDetails({ conversation }: { conversation: Conversation }) {
  const catalogue = useCatalogue()
  const labels = usePeopleCatalogue()
  const me = useMessengerState((state) => state.me.id)
  const counterpart = counterpartOf(conversation, me)
  const id = counterpart?.user_id ?? ''
  const { online, label } = usePresenceLine(id)
  const blocked = useIsBlocked(id)
  const [confirms, setConfirms] = useState(false)

  if (!counterpart) return <p className="text-muted">{labels.goneTitle}</p>
  return (
    <>
      <div className="flex flex-col items-center gap-1 text-center [overflow-wrap:anywhere]">
        <Avatar
          id={id}
          name={counterpart.display_name}
          url={counterpart.avatar_url}
          size="large"
          online={online}
        />
        <h3 className="mt-2 text-lg font-bold">
          <bdi>{counterpart.display_name}</bdi>
        </h3>
        <p className="text-sm text-muted">
          {catalogue.conversations.username(counterpart.username)}
        </p>
        <p className="min-h-[1.125rem] text-sm text-muted">{blocked ? labels.youBlocked : label}</p>
      </div>
      <PinnedMessages conversation={conversation} />
      <OwnSettings conversation={conversation} />
      <DisappearingMessages conversation={conversation} />
      <div className="border-t border-line pt-4">
        <Button
          look={blocked ? 'plain' : 'quiet-danger'}
          className="w-full"
          onClick={() => setConfirms(true)}
        >
          <Ban aria-hidden className="size-4" />
          {blocked
            ? labels.unblockPerson(counterpart.display_name)
            : labels.blockPerson(counterpart.display_name)}
        </Button>
      </div>
      {confirms && (
        <BlockConfirm
          userId={id}
          name={counterpart.display_name}
          blocked={blocked}
          onClose={() => setConfirms(false)}
        />
      )}
    </>
  )
}
