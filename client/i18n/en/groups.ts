import { isolating } from './isolate.ts'
import { plural } from './plural.ts'

/** Making a group, its participants and their actions. */
export const groups = isolating({
  make: 'New group',
  makeHelp: 'Talk with several people at once',
  pickTitle: 'New group: people',
  nameTitle: 'New group: name',
  pickHelp: 'Find people by name, or give a whole e-mail address.',
  chosen: 'Chosen people',
  unchoose: (name: string) => `Take ${name} out`,
  suggested: 'People you talk with',
  next: 'Next',
  back: 'Back',
  name: 'Group name',
  nameMissing: 'Give the group a name of up to 120 characters.',
  create: 'Create group',
  cannotAdd: 'One of these people cannot be added. Take that person out and try again.',

  people: 'People',
  created: (day: string) => `Created ${day}`,
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member' },
  you: (name: string) => `${name} (you)`,
  showMore: (shown: number, count: number) => `Show more (${shown} of ${count})`,

  edit: 'Edit group',
  save: 'Save',
  saved: 'The group was changed.',
  cancel: 'Cancel',

  add: 'Add people',
  addTitle: 'Add people',
  addChosen: (count: number) =>
    plural(count, { one: (n) => `Add ${n} person`, other: (n) => `Add ${n} people` }),
  added: (count: number) =>
    plural(count, {
      one: (n) => `${n} person was added.`,
      other: (n) => `${n} people were added.`,
    }),

  actions: (name: string) => `Actions for ${name}`,
  makeAdmin: 'Make admin',
  makeMember: 'Take the admin role away',
  handOver: 'Hand over the group',
  remove: 'Remove from the group',
  roleGiven: (name: string) => `${name} has another role now.`,

  handOverTitle: (name: string) => `Hand over to ${name}?`,
  handOverBody: (name: string) =>
    `${name} becomes the owner, and you become an admin. Only the new owner can give it back.`,
  makeAdminTitle: (name: string) => `Make ${name} an admin?`,
  makeAdminBody: 'Admins change the name and the picture, and let people in and out.',
  makeMemberTitle: (name: string) => `Take the admin role from ${name}?`,
  makeMemberBody: 'They stay in the group, and can be made an admin again.',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeBody: (name: string) =>
    `${name} can no longer read or write here. What they wrote stays. They can be added again.`,
  removed: (name: string) => `${name} was removed.`,

  leave: 'Leave group',
  leaveTitle: 'Leave this group?',
  leaveBody: 'You can no longer read or write here. You can come back only if you are added again.',
  leaveOwner:
    'You own this group. When you leave, it is handed over to the admin who has been here longest. Without an admin, it goes to the member who has been here longest. To choose the new owner yourself, hand it over first.',
  leaveLast: 'You are the only one here: nobody will be able to read it any more.',
  leaveYes: 'Leave',
  left: 'You left the group.',
})
export type GroupsCatalogue = typeof groups
