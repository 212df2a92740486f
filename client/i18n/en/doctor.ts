import { product } from '../../browser/place.ts'
import { isolating } from './isolate.ts'

/** The page that checks the connection. Only that page fetches this part. */
export const doctor = isolating({
  pageTitle: `Check the connection · ${product}`,
  title: 'Check the connection',
  help: 'Checks every step from this page to a sent message. It changes nothing.',
  again: 'Run again',
  running: 'Checking…',
  allOk: 'Everything works.',
  someFailed: 'Something does not work. The first step that failed says what to do.',
  copy: 'Copy report',
  copied: 'The report was copied. It holds no password and no token.',
  copyFailed: 'Copying is not allowed here. Select the report below.',
  report: 'Report',
  reportTitle: `${product} connection report`,
  back: `Back to ${product}`,

  states: {
    waiting: 'Waiting',
    running: 'Checking',
    ok: 'OK',
    failed: 'Failed',
    skipped: 'Not tried, because a step before it failed',
  },
  took: (milliseconds: number) => `${milliseconds} ms`,
  version: (version: string) => `Parley ${version}`,
  migration: (version: string) => `Migration ${version}`,
  reindexing: (percent: number) => `The search is being renewed: ${percent} % is done.`,
  outdated: (migration: string | null, needed: string) =>
    migration === null
      ? `The database is older than this version of Parley. It names no migration; ${needed} is needed.`
      : `The database is older than this version of Parley. It is at migration ${migration}; ${needed} is needed.`,
  request: (id: string) => `Request ${id}`,

  steps: {
    server: `${product}’s server answers`,
    supabase: 'Supabase answers',
    installation: `${product} is set up`,
    signed_in: 'You are signed in',
    bridge: 'The sign-in opens a session',
    cookie: 'The browser keeps the session',
    socket: 'The live connection is open',
    round_trip: 'A message makes the round trip',
    version: 'The database is up to date',
  },
  problems: {
    signed_out: 'Nobody is signed in here.',
    no_messenger: 'Messaging has not started.',
    no_socket: 'The live connection did not open within 10 seconds.',
    no_answer: 'The server did not answer over the live connection.',
    not_ready: 'The database cannot be reached.',
    lost_triggers:
      'The database has lost its connection to the accounts: it was moved or restored.',
  },
  advice: {
    server: 'Check your network. If other sites work, the server is down: tell whoever runs it.',
    installation: 'Tell whoever runs this site, with the report below.',
    supabase:
      'Check that nothing blocks the sign-in service: an ad blocker, a proxy, a company network.',
    signed_in: 'Sign in, then run this again.',
    bridge: 'Run this again in a minute. If it fails again, log out and sign in.',
    cookie: 'Allow cookies for this site, and leave private browsing if it forbids them.',
    socket:
      'Check that nothing between you and the server cuts long connections: a proxy, a firewall, a VPN.',
    round_trip: 'Your connection is very slow or was just lost. Run this again.',
    version:
      'Tell whoever runs this site to apply the migrations. After a move: to restore the triggers.',
  },
})
export type DoctorCatalogue = typeof doctor
