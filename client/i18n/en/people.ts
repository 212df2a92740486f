import { isolating } from './isolate.ts'
import { lifetime } from './lifetime.ts'

/** One person, the actions on them, and how a person is found by name or address. */
export const people = isolating({
  details: 'Details',
  /** The name stands after it. */
  aboutNamed: 'About',
  message: 'Message',
  yourself: 'That is you.',
  goneTitle: 'This person is no longer here',

  finderTitle: 'New conversation',
  finderHelp: 'Find people by name, or give a whole e-mail address.',
  finderLabel: 'Name or e-mail',
  writeTo: (email: string) => `Write to ${email}`,
  writeToHelp: 'If there is an account with this address',
  noAccount: 'There is no account with this address. Invite the person by a link.',
  cannotWrite: 'You cannot write to this person.',

  block: 'Block',
  unblock: 'Unblock',
  blockPerson: (name: string) => `Block ${name}`,
  unblockPerson: (name: string) => `Unblock ${name}`,
  blockTitle: (name: string) => `Block ${name}?`,
  blockBody:
    'Neither of you can write to the other. In groups you share, their messages are hidden from you. They are not told.',
  unblockTitle: (name: string) => `Unblock ${name}?`,
  unblockBody: 'You can write to each other again. They are not told.',
  blocked: (name: string) => `${name} is blocked.`,
  unblocked: (name: string) => `${name} is no longer blocked.`,
  blockedHelp: 'They cannot write to you, and you do not see what they write in groups.',
  blockedNobody: 'You have blocked nobody.',
  youBlocked: 'You blocked this person.',
  youBlockedPerson: (name: string) => `You blocked ${name}.`,
  cancel: 'Cancel',

  notifications: 'Notifications',
  mute: 'Mute',
  muteHelp: 'No sound, no pop-up. The list still counts what is unread.',
  notify: 'Notify me about',
  disappearing: 'Disappearing messages',
  disappearingHelp:
    'New messages disappear for everybody after this time. Screenshots and copies on other devices can remain.',
  lifetimeOff: 'Off',
  lifetime,
  levels: { all: 'All messages', mentions: 'Mentions of me', none: 'Nothing' },
})
export type PeopleCatalogue = typeof people
