import { expect, test } from 'vitest'
import { renderPage } from './mail-page.ts'
import { Mailbox } from './mailbox.ts'

const link = 'http://localhost:8002/auth/v1/verify?token=123456abc&type=magiclink&redirect_to=x'
const mail = (to: string) => ({
  to,
  subject: 'Your Magic Link',
  text: `Your login code is: 042042\n\nOr follow this link: ${link}`,
  html: '',
})

test('finds the code and the link, and does not read digits of the link as a code', () => {
  const box = new Mailbox()
  box.deliver(mail('ada@example.com'))
  box.deliver({ ...mail('ada@example.com'), text: `Or follow this link: ${link}` })
  expect(box.list()).toMatchObject([
    { code: null, link },
    { code: '042042', link },
  ])
})

test('finds the link to the page, which asks before it uses the link up', () => {
  const box = new Mailbox()
  const html = '<a href="http://localhost:8002/?token_hash=1a&amp;type=signup">Confirm</a>'
  box.deliver({ ...mail('ada@example.com'), html })
  expect(box.list()).toMatchObject([
    { link: 'http://localhost:8002/?token_hash=1a&type=signup', verify_link: link },
  ])
})

test('keeps the newest and forgets the oldest', () => {
  const box = new Mailbox(2)
  for (const name of ['a', 'b', 'c']) box.deliver(mail(`${name}@example.com`))
  expect(box.list().map(({ to }) => to)).toEqual(['c@example.com', 'b@example.com'])
  expect(box.list('B@example.com')).toHaveLength(1)
})

test('escapes all content of a mail', () => {
  const box = new Mailbox()
  const nasty = `"><script>alert('x')</script>&`
  box.deliver({ to: nasty, subject: nasty, text: nasty, html: nasty })
  const page = renderPage(box.list())
  expect(page).not.toContain('<script')
  expect(page).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;')
})
