import { lazy } from 'react'
import type { Route } from '../navigation/routes.ts'

const Arena = lazy(() => import('../arena/Arena.tsx'))
const Devices = lazy(() => import('../devices/Devices.tsx'))
const InvitationPage = lazy(() => import('../invitations/InvitationPage.tsx'))
const Moderation = lazy(() => import('../moderation/Moderation.tsx'))
const Monitoring = lazy(() => import('../admin/Monitoring.tsx'))
const NotFound = lazy(() => import('./NotFound.tsx'))
const Posts = lazy(() => import('../posts/Posts.tsx'))
const Settings = lazy(() => import('../account/Settings.tsx'))

interface PagesProps {
  route: Exclude<Route, { kind: 'home' | 'conversation' }>
}

/** The pages that show no conversation. This part is loaded later: a person who reads messages needs none of it. */
export default function Pages({ route }: PagesProps) {
  switch (route.kind) {
    case 'settings':
      return <Settings />
    case 'devices':
      return <Devices />
    case 'arena':
      return <Arena invitedTo={route.id} />
    case 'posts':
      return <Posts path={route.path} />
    case 'invitation':
      return <InvitationPage key={route.token} token={route.token} />
    case 'moderation':
      return <Moderation />
    case 'monitoring':
      return <Monitoring />
    case 'doctor':
    case 'unknown':
      return <NotFound />
  }
}
