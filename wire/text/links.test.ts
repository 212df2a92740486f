import { expect, test } from 'vitest'
import type { Inline } from './nodes.ts'
import { plainInline } from './plain.ts'
import { readText } from './read.ts'

const inlines = (body: string): Inline[] =>
  readText(body).flatMap((block) => ('children' in block ? block.children : []))
const links = (body: string) =>
  inlines(body).flatMap((node) => (node.kind === 'link' ? [node.href] : []))
const text = (body: string) => plainInline(inlines(body))

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(document.cookie)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.com/x',
  'ftp://example.com/x',
  'https://',
  'http://%00/',
])('%j never becomes a link with another scheme', (body) => {
  for (const href of links(body)) expect(href).toMatch(/^https?:\/\/[^/]+\./)
  expect(links(body).some((href) => !href.startsWith('http'))).toBe(false)
})

test('a script inside an address stays part of the address', () => {
  expect(links('https://example.com/?u=javascript:alert(1)')).toEqual([
    'https://example.com/?u=javascript:alert(1)',
  ])
})

test('punctuation of the sentence is left out of a link, punctuation of the address is kept', () => {
  expect(links('See https://example.com/a. Or (https://example.com/b), please!')).toEqual([
    'https://example.com/a',
    'https://example.com/b',
  ])
  expect(links('https://en.wikipedia.org/wiki/Ada_(language)')).toEqual([
    'https://en.wikipedia.org/wiki/Ada_(language)',
  ])
})

test('www. makes a link with https', () => {
  expect(links('www.example.com/x')).toEqual(['https://www.example.com/x'])
})

test.each(['', 'plain', 'a https://example.com b www.example.org!', 'https://x'])(
  '%j keeps every letter',
  (body) => expect(text(body)).toBe(body),
)

test('a host needs no dot', () => expect(links('https://nowhere')).toEqual(['https://nowhere/']))
