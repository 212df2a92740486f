import { plural } from './plural.ts'

/** Reading and writing in one conversation. */
export const timeline = {
  label: 'Messages',
  loading: 'Loading messages',
  back: 'Back to conversations',
  details: 'Details',
  earlier: 'Load earlier messages',
  later: 'Load later messages',
  beginning: (name: string) => `This is where your conversation with ${name} begins.`,
  beginningOfGroup: (name: string) => `This is where ${name} begins.`,
  sayHello: 'Say hello: the first message is the hardest.',
  newDivider: 'New',
  newBelow: (count: number) => (count > 99 ? '99+ new' : `${count} new`),
  latest: 'Latest',
  jumpToNew: (count: number) =>
    plural(count, {
      one: (n) => `${n} new message, jump to the latest`,
      other: (n) => `${n} new messages, jump to the latest`,
    }),
  jumpToLatest: 'Latest messages',
  you: 'You',
  deleted: 'Message deleted',
  hidden: 'Hidden by a moderator',
  hiddenOwn: 'Your message was hidden by a moderator',
  edited: 'edited',
  article: (author: string, time: string, body: string, state: string) =>
    [author, time, body, state].filter(Boolean).join(', '),

  states: {
    waiting: 'Waiting to be sent',
    sending: 'Sending',
    uploading: 'Uploading. Press Enter for Cancel',
    sent: 'Sent',
    delivered: 'Delivered',
    seen: 'Seen',
    read: 'Read',
    failed: 'Not sent. Press Enter for Retry and Delete',
    refused: 'Not sent. Press Enter for Delete',
    unfit: 'Not sent. Press Enter for Edit and Delete',
    in_review: 'Waits for a moderator. Press Enter for Delete',
    stale: 'Not sent yet. Press Enter for Send and Delete',
  },
  retry: 'Retry',

  typing: (names: readonly string[]) =>
    names.length === 1
      ? `${names[0] ?? ''} is typing…`
      : names.length === 2
        ? `${names[0] ?? ''} and ${names[1] ?? ''} are typing…`
        : `${names.length} people are typing…`,

  announceOne: (author: string, body: string) => `${author}: ${body}`,
  announceMany: (count: number) =>
    plural(count, { one: (n) => `${n} new message`, other: (n) => `${n} new messages` }),

  goneTitle: 'This conversation is not available',
  goneBody: 'It does not exist, or you are not part of it.',
  removedTitle: (name: string) => `You are no longer in “${name}”`,
  removedBody: 'Its messages can be read only by those who are in it.',
  toList: 'To your conversations',
  failedTitle: 'The messages could not be loaded',
  failedBody: 'Nothing is lost. Try again when you are connected.',

  composer: 'Message',
  placeholder: (name: string) => `Message ${name}`,
  send: 'Send',
  format: 'Formatting',
  formats: {
    bold: 'Bold',
    italic: 'Italic',
    strike: 'Strikethrough',
    code: 'Code',
    link: 'Link',
    quote: 'Quote',
    list: 'List',
  },
  writingHint: 'Shift + Enter for a new line',
  charactersLeft: (count: number) =>
    plural(count, { one: (n) => `${n} character left`, other: (n) => `${n} characters left` }),
  tooLong: (count: number) =>
    plural(count, {
      one: (n) => `${n} character too long`,
      other: (n) => `${n} characters too long`,
    }),
  tooMany: (count: number) => `${count} too many`,
  notKept: 'This browser could not keep the message. Check that it may store data, then try again.',
}
