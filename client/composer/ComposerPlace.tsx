import { lazy, Suspense, useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessengerState } from '../messenger/context.ts'
import { counterpartOf } from '../conversation/names.ts'
import { Composer, type ComposerProps } from './Composer.tsx'

const BlockedLine = lazy(() => import('./BlockedLine.tsx'))

interface ComposerPlaceProps extends Omit<ComposerProps, 'takesFocus'> {
  conversation: Conversation | undefined
}

/** On a touch screen, opening a conversation should not open the keyboard. */
const hasKeyboard = () => window.matchMedia('(pointer: fine)').matches

/** The composer, or the unblock button when the user has blocked the counterpart. */
export function ComposerPlace({ conversation, ...composer }: ComposerPlaceProps) {
  const me = useMessengerState((state) => state.me.id)
  const blocked = conversation?.me.blocked ? counterpartOf(conversation, me) : undefined
  // A person unblocked elsewhere must not move the focus here.
  const [takesFocus, setTakesFocus] = useState(hasKeyboard)
  if (!blocked) return <Composer {...composer} takesFocus={takesFocus} />
  const about = composer.mode.kind === 'write' ? null : composer.mode.message.id
  return (
    <Suspense>
      <BlockedLine person={blocked} about={about} onAsked={setTakesFocus} />
    </Suspense>
  )
}
