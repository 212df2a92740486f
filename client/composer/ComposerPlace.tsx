import { lazy, Suspense, useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessengerState } from '../messenger/context.ts'
import { counterpartOf } from '../conversation/names.ts'
import { Composer, type ComposerProps } from './Composer.tsx'

const BlockedLine = lazy(() => import('./BlockedLine.tsx'))

interface ComposerPlaceProps extends Omit<ComposerProps, 'takesFocus'> {
  conversation: Conversation | undefined
}

/** A finger on a small screen should not open the keyboard by only opening a conversation. */
const hasKeyboard = () => window.matchMedia('(pointer: fine)').matches

/** The composer, unless it could write to nobody because one has blocked the other. */
export function ComposerPlace({ conversation, ...composer }: ComposerPlaceProps) {
  const me = useMessengerState((state) => state.me.id)
  const blocked = conversation?.me.blocked ? counterpartOf(conversation, me) : undefined
  // Who unblocks elsewhere keeps the focus where they did it.
  const [takesFocus, setTakesFocus] = useState(hasKeyboard)
  if (!blocked) return <Composer {...composer} takesFocus={takesFocus} />
  const about = composer.mode.kind === 'write' ? null : composer.mode.message.id
  return (
    <Suspense>
      <BlockedLine person={blocked} about={about} onAsked={setTakesFocus} />
    </Suspense>
  )
}
