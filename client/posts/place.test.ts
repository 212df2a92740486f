import { expect, test } from 'vitest'
import { placeOf } from './place.ts'

test.each([
  ['/posts', { kind: 'board' }],
  ['/posts/', { kind: 'board' }],
  ['/posts/7', { kind: 'post', id: '7' }],
  ['/posts/7/8', { kind: 'unknown' }],
  ['/post/article/7', { kind: 'post_link', type: 'article', id: '7' }],
  ['/post/article/a%20b', { kind: 'post_link', type: 'article', id: 'a b' }],
  ['/post/article', { kind: 'unknown' }],
  ['/post/article/7/8', { kind: 'unknown' }],
  ['/to/ada', { kind: 'person_link', username: 'ada' }],
  ['/to/%', { kind: 'person_link', username: '%' }],
  ['/to', { kind: 'unknown' }],
])('%s', (path, place) => expect(placeOf(path)).toEqual(place))
