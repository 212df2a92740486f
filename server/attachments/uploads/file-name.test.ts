import { expect, test } from 'vitest'
import { cleanFileName, fileNameIn } from './file-name.ts'

test.each([
  ['a plain name', 'holiday.jpg', 'holiday.jpg'],
  ['letters of other languages', 'Отпуск 休暇.jpg', 'Отпуск 休暇.jpg'],
  ['a path', '../../etc/passwd', 'passwd'],
  ['a path of Windows', 'C:\\Windows\\system.ini', 'system.ini'],
  ['signs of control and line breaks', 'a\0b\r\nSet-Cookie: x\u0007.txt', 'abSet-Cookie_ x.txt'],
  ['a name written from right to left', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['isolates and marks of direction', '\u2066a\u2069\u200F\u200E.pdf', 'a.pdf'],
  ['invisible signs', 'pay\u200Bpal\uFEFF.pdf', 'paypal.pdf'],
  ['signs that a disk does not take', 'a<b>:"|?*.txt', 'a_b______.txt'],
  ['dots and spaces at the ends', ' ..hidden. ', 'hidden'],
  ['half a character', 'a\uD800.txt', 'a\uFFFD.txt'],
  ['a family of emoji', '👨‍👩‍👧 👩🏽‍💻 🏳️‍🌈.png', '👨‍👩‍👧 👩🏽‍💻 🏳️‍🌈.png'],
  ['a word of Persian with its joiner', 'می\u200Cخواهم.txt', 'می\u200Cخواهم.txt'],
  ['joiners that hide', '\u200Dpay\u200Dpal\u200C\u200Cми\u200C.txt\u200D', 'paypalми.txt'],
  ['nothing', '', 'file'],
  ['only dots', '...', 'file'],
  ['only signs that show nothing', '\u3164\u115F\u034F\uFE0F\u200D', 'file'],
  ['only a folder', 'folder/', 'file'],
])('%s', (_what, given, cleaned) => {
  expect(cleanFileName(given)).toBe(cleaned)
})

test('a long name keeps its ending', () => {
  const cleaned = cleanFileName(`${'x'.repeat(300)}.jpeg`)
  expect([cleaned.length, cleaned.endsWith('x.jpeg')]).toEqual([200, true])
  expect(cleanFileName(`a.${'x'.repeat(300)}`)).toHaveLength(200)
})

test('the name is the one field of the metadata that counts', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  expect(fileNameIn(`type ${base64('text/html')},filename ${base64('a.txt')}`)).toBe('a.txt')
  expect([fileNameIn(undefined), fileNameIn('filename'), fileNameIn('a b')]).toEqual(
    Array(3).fill('file'),
  )
})
