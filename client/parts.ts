import { lazy } from 'react'

const loadShell = () => import('./conversations/Shell.tsx')
const loadDialogs = () => import('./conversations/Dialogs.tsx')
const loadFirstSteps = () => import('./conversations/FirstSteps.tsx')
const loadWelcomeCard = () => import('./account/WelcomeCard.tsx')
const loadNotFound = () => import('./conversations/NotFound.tsx')
const loadSearch = () => import('./search/SearchPanel.tsx')
const loadThread = () => import('./timeline/ThreadPanel.tsx')
const loadDetails = () => import('./details/Details.tsx')
const loadPersonCard = () => import('./people/PersonCard.tsx')
const loadRowMenu = () => import('./conversations/RowMenu.tsx')
const loadDevices = () => import('./devices/Devices.tsx')
const loadDoctor = () => import('./doctor/Doctor.tsx')
const loadBlockedLine = () => import('./composer/BlockedLine.tsx')
const loadGone = () => import('./timeline/Gone.tsx')
const loadMessageMenu = () => import('./timeline/MessageMenu.tsx')
const loadRemoveMessage = () => import('./timeline/RemoveMessage.tsx')
const loadReaders = () => import('./timeline/ReadersPopover.tsx')
const loadEmoji = () => import('./emoji/EmojiPopover.tsx')
const loadSettings = () => import('./account/Settings.tsx')
const loadAccountMenu = () => import('./account/AccountMenu.tsx')
const loadSignIn = () => import('./session/SignIn.tsx')
const loadNewPassword = () => import('./session/NewPassword.tsx')

/** The parts of the page that the first thing anybody sees can do without. */
export const Shell = lazy(loadShell)
export const Dialogs = lazy(loadDialogs)
export const FirstSteps = lazy(loadFirstSteps)
export const WelcomeCard = lazy(loadWelcomeCard)
export const NotFound = lazy(loadNotFound)
export const SearchPanel = lazy(loadSearch)
export const ThreadPanel = lazy(loadThread)
export const Details = lazy(loadDetails)
export const PersonCard = lazy(loadPersonCard)
export const RowMenu = lazy(loadRowMenu)
export const Devices = lazy(loadDevices)
export const Doctor = lazy(loadDoctor)
export const BlockedLine = lazy(loadBlockedLine)
export const Gone = lazy(loadGone)
export const MessageMenu = lazy(loadMessageMenu)
export const RemoveMessage = lazy(loadRemoveMessage)
export const ReadersPopover = lazy(loadReaders)
export const EmojiPopover = lazy(loadEmoji)
export const Settings = lazy(loadSettings)
export const AccountMenu = lazy(loadAccountMenu)
export const SignIn = lazy(loadSignIn)
export const NewPassword = lazy(loadNewPassword)

/** A failure is met again, and then shown, where the part is needed. */
function fetchAhead(...loaders: readonly (() => Promise<unknown>)[]): void {
  for (const load of loaders) load().catch(() => undefined)
}

/** While the bridge still runs: what it will open. */
export function fetchSignedIn(loadMessenger: () => Promise<unknown>): void {
  fetchAhead(loadMessenger, loadShell)
}

/**
 * As soon as the page has a moment: everything else, so that a lost connection takes no part of it away. The way out
 * comes first: whoever logs out without a connection lands on the sign-in page. Returns what calls it off.
 */
export function fetchRestWhenIdle(): () => void {
  const fetchRest = () =>
    fetchAhead(
      loadSignIn,
      loadDialogs,
      loadThread,
      loadMessageMenu,
      loadEmoji,
      loadRemoveMessage,
      loadReaders,
      loadBlockedLine,
      loadGone,
      loadSearch,
      loadDetails,
      loadRowMenu,
      loadPersonCard,
      loadAccountMenu,
      loadSettings,
      loadDevices,
      loadDoctor,
      loadNotFound,
      loadFirstSteps,
      loadWelcomeCard,
    )
  // Safari has no idle callback.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(fetchRest, 200)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(fetchRest, { timeout: 1000 })
  return () => cancelIdleCallback(idle)
}
