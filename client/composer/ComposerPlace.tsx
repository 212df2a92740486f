import { Suspense, useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessengerState } from '../messenger/context.ts'
import { useNotices } from '../reports/useNotices.ts'
import { chosenIn } from '../conversation/context.ts'
import { counterpartOf } from '../conversation/names.ts'
import { Composer, type ComposerProps } from './Composer.tsx'
import { lazy } from '../ui/later/lazy.tsx'

const BlockedLine = lazy(() => import('./BlockedLine.tsx'))
const PostClosedLine = lazy(() => import('./PostClosedLine.tsx'))
const MutedLine = lazy(() => import('../reports/MutedLine.tsx'))
const RoomComposer = lazy(() => import('./RoomComposer.tsx'))

interface ComposerPlaceProps extends Omit<ComposerProps, 'takesFocus'> {
  conversation: Conversation | undefined
}

/** On a touch screen, opening a conversation should not open the keyboard. */
const hasKeyboard = () => window.matchMedia('(pointer: fine)').matches

/**
 * The composer, the rules of a room, why nobody writes about a post, or the unblock button when the user has blocked the
 * counterpart.
 */
export function ComposerPlace({ conversation, ...composer }: ComposerPlaceProps) {
  const me = useMessengerState((state) => state.me.id)
  const blocked = conversation?.me.blocked ? counterpartOf(conversation, me) : undefined
  // A person unblocked elsewhere must not move the focus here.
  const [takesFocus, setTakesFocus] = useState(hasKeyboard)
  const mute = useNotices().find(({ action }) => action === 'mute')
  // The user can end their own block here, and cannot end a mute.
  if (mute && !blocked) {
    return (
      <Suspense>
        <MutedLine notice={mute} />
      </Suspense>
    )
  }
  if (conversation?.room) {
    return (
      <Suspense>
        <RoomComposer
          {...composer}
          conversation={conversation}
          room={conversation.room}
          takesFocus={takesFocus}
        />
      </Suspense>
    )
  }
  const post = conversation?.post
  if (post && post.state !== 'open') {
    return (
      <Suspense>
        <PostClosedLine state={post.state} />
      </Suspense>
    )
  }
  if (!blocked) return <Composer {...composer} takesFocus={takesFocus} />
  return (
    <Suspense>
      <BlockedLine person={blocked} about={chosenIn(composer.mode)} onAsked={setTakesFocus} />
    </Suspense>
  )
}
