import { Suspense, type ReactNode } from 'react'
import { lazy } from '../../ui/later/lazy.tsx'
import { useSession, useSessionState } from '../context.ts'
import { Failed } from './Failed.tsx'
import { Starting } from './Starting.tsx'

const FollowLink = lazy(() => import('./FollowLink.tsx'))
const LinkNotice = lazy(() => import('./LinkNotice.tsx'), 'over')
const NewPassword = lazy(() => import('./NewPassword.tsx'))
const SecondFactor = lazy(() => import('./SecondFactor.tsx'))

export const loadSignIn = () => import('./SignIn.tsx')
const SignIn = lazy(loadSignIn)

interface GateProps {
  /** The page for an open session. It may stay while the session is renewed. */
  children: ReactNode
  /** Whether the page can stay while the bridge runs again. */
  open: boolean
}

/** Chooses the page from the session's state alone. */
export function Gate({ children, open }: GateProps) {
  const state = useSessionState()
  const problem = useSession().linkProblem()
  return (
    <>
      <Suspense fallback={<Starting />}>{choose()}</Suspense>
      {state.kind === 'ready' && problem && (
        <Suspense>
          <LinkNotice problem={problem} />
        </Suspense>
      )}
    </>
  )

  function choose() {
    switch (state.kind) {
      case 'signed_out':
        return <SignIn />
      case 'new_password':
        return <NewPassword isFirst={state.isFirst === true} />
      case 'link':
        return <FollowLink question={state.question} />
      case 'second_factor':
        return <SecondFactor />
      case 'failed':
        return (
          <Failed cause={state.cause} requestId={state.requestId} retryAfter={state.retryAfter} />
        )
      case 'starting':
        return <Starting />
      case 'bridging':
      case 'ready':
        return open ? children : <Starting />
    }
  }
}
