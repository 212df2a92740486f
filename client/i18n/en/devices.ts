import { plural } from './plural.ts'
import { isolating } from './isolate.ts'

/** The list of the user's sessions. */
export const devices = isolating({
  title: 'Your devices',
  help: 'Every browser in which you are signed in. If you do not know one of them, end it and change your password.',
  link: 'Your devices',
  linkHelp: 'See where you are signed in, and end sessions you do not know.',
  back: 'Back to settings',
  name: (browser: string, system: string) => `${browser} on ${system}`,
  unknownBrowser: 'Unknown browser',
  unknownSystem: 'unknown system',
  unknownPlace: 'Unknown address',
  place: (address: string) => `Address ${address}`,
  current: 'This device',
  lastSeen: (ago: string) => `Last seen ${ago}`,
  activeNow: 'Active now',
  since: (day: string) => `Signed in ${day}`,
  end: 'End',
  endNamed: (name: string) => `End ${name}`,
  endTitle: 'End this session?',
  endBody: (name: string) =>
    `${name} is signed out at once. Messages it has not sent yet stay on it.`,
  endYes: 'End session',
  ended: 'The session was ended.',
  endOtherSessions: 'End all other sessions',
  endOtherSessionsTitle: 'End all other sessions?',
  endOtherSessionsBody: (count: number) =>
    plural(count, {
      one: (n) => `${n} other session is signed out at once. This one stays.`,
      other: (n) => `${n} other sessions are signed out at once. This one stays.`,
    }),
  endOtherSessionsYes: 'End sessions',
  endedOtherSessions: 'All other sessions were ended.',
  onlyThis: 'You are signed in nowhere else.',
  loading: 'Loading your sessions…',
  failed: 'Your sessions could not be loaded.',
  retry: 'Retry',
})
export type DevicesCatalogue = typeof devices
