import { expect, test } from 'vitest'
import { en } from '../i18n/en.ts'
import { ADA, BEN, conversation, message } from '../testing/fixtures.ts'
import { notificationText } from './notification-text.ts'

test('a notification of an answer in a thread tells that it is one', () => {
  const about = (thread_root: string | null) =>
    notificationText(
      {
        message: message(2, { sender_id: BEN, body: 'yes', thread_root }),
        conversation: conversation(),
        mentionsMe: false,
      },
      ADA,
      {},
      en,
    ).body
  expect(about('m1')).toBe('In a thread: yes')
  expect(about(null)).toBe('yes')
})
