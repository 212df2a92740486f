import { expect, test } from 'vitest'
import { judgedText } from './judged-text.ts'

test.each(['cas**i**no', '`cas`ino', 'cas~~i~~no', 'cas[i](https://site.example)no'])(
  'a filter sees in %j also what a reader sees',
  (body) => {
    const [written, shown] = judgedText(body).split('\n')
    expect(written).toBe(body)
    expect(shown).toBe('casino')
  },
)

test('a text that is shown as it was written is judged once', () => {
  for (const body of ['casino', 'two\nlines', 'cas_i_no', 'what? *']) {
    expect(judgedText(body)).toBe(body)
  }
})

test('an address is judged as it leads', () => {
  expect(judgedText('https://evil\\.example/x')).toContain('\nhttps://evil.example/x')
})
