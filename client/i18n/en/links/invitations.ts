import { product } from '../../../browser/place.ts'
import { plural } from '../plural.ts'
import { isolating } from '../isolate.ts'

/** Links that invite people: making them, and opening one. */
export const invitations = isolating({
  invite: 'Invite people',
  inviteByLink: 'Invite by link',
  personTitle: 'Invite people',
  personHelp: 'Whoever opens your link can make an account, and comes to a conversation with you.',
  groupTitle: (title: string) => `Invite to “${title}”`,
  groupHelp:
    'Whoever opens the link joins the group, and can make an account. They read what is written from then on.',

  ends: 'The link ends',
  endChoices: { day: 'After 1 day', week: 'After 7 days', month: 'After 30 days', never: 'Never' },
  uses: 'How many people',
  useChoices: { one: '1 person', ten: '10 people', fifty: '50 people', any: 'Any number' },
  make: 'Make link',
  made: 'The link is ready.',
  link: 'Invitation link',
  onlyNow: 'Copy it now: the link is not shown again.',
  copy: 'Copy link',
  copied: 'Copied',
  copyFailed: 'Your browser does not allow copying. The link is',
  share: 'Share',
  shareTitle: `Invitation to ${product}`,

  list: 'Links',
  madeBy: (name: string) => `Link of ${name}`,
  madeByYou: 'Your link',
  endsAt: (time: string) => `Ends ${time}`,
  endsNever: 'Does not end',
  used: (uses: number, most: number | null) =>
    most === null
      ? plural(uses, { one: (n) => `${n} person came`, other: (n) => `${n} people came` })
      : `${uses} of ${most} came`,
  revoke: 'Revoke',
  revokeLink: (link: string, came: string) => `Revoke: ${link}, ${came}`,
  revoked: 'The link was revoked.',
  none: 'No link is open.',
  loading: 'Loading…',
  failed: 'The links could not be loaded.',
  forbidden: 'You are not allowed to invite people to this group any more.',
  retry: 'Retry',
  more: 'Show more',
  makeFailures: {
    new_account: 'Your account is new. Choose fewer people, or try again tomorrow.',
    too_many_invitations: 'There are 50 links already. Revoke one first.',
    forbidden: 'You are not allowed to invite people to this group any more.',
  },

  title: 'Invitation',
  back: 'Back',
  invitesYou: (inviter: string) => `${inviter} invites you to a conversation`,
  invitesToGroup: (inviter: string, title: string) => `${inviter} invites you to “${title}”`,
  signInHelp: 'Make an account or sign in, and you are there.',
  noSignUp:
    'New accounts are switched off here. Sign in, or ask the people who run this site for an account.',
  join: 'Join',
  start: 'Start the conversation',
  opening: 'Opening the invitation…',
  ownTitle: 'This is your own link',
  ownBody: 'Send it to those whom you want to talk with.',
  cannotOpen: 'The invitation could not be opened',
  home: 'To your conversations',
  openFailures: {
    not_found: 'This invitation is no longer good. Ask for a new one.',
    was_removed:
      'You were removed from this group. No link leads back: somebody in it can add you.',
    forbidden: 'You have blocked this person. Unblock them first, in your settings.',
    conversation_full: 'The group is full.',
  },
})
export type InvitationsCatalogue = typeof invitations
