import { plural } from './plural.ts'

/** The start of the page, and the failures before messaging starts. Every visitor fetches this part. */
export const session = {
  starting: 'Connecting…',

  failedTitle: 'Messaging could not start',
  retry: 'Retry',
  logOutAndRetry: 'Log out and try again',
  requestId: (id: string) => `Request ${id}`,
  requestIdHelp: 'Give this to whoever runs this site if it keeps happening.',
  retryIn: (seconds: number) =>
    plural(seconds, {
      one: (n) => `You can retry in ${n} second.`,
      other: (n) => `You can retry in ${n} seconds.`,
    }),
  /** The way to the page that checks the connection. */
  doctorTitle: 'Check the connection',
  doctorLink: 'Find out what is wrong',
  doctorHelp: 'Messages do not arrive? See which step fails.',
}
