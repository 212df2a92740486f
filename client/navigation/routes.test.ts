import { expect, test } from 'vitest'
import { routeOf } from './routes.ts'

test.each([
  ['/', { kind: 'home' }],
  ['/settings', { kind: 'settings' }],
  ['/settings/devices', { kind: 'devices' }],
  ['/doctor', { kind: 'doctor' }],
  ['/c/7', { kind: 'conversation', id: '7' }],
  [
    '/c/ABCDEF01-2222-3333-4444-555555555555',
    { kind: 'conversation', id: 'abcdef01-2222-3333-4444-555555555555' },
  ],
  [
    '/C/ABCDEF01-2222-3333-4444-555555555555/',
    { kind: 'conversation', id: 'abcdef01-2222-3333-4444-555555555555' },
  ],
  [
    '/c/%7Babcdef01%2D2222%2D3333%2D4444%2D555555555555%7D%20',
    { kind: 'conversation', id: 'abcdef01-2222-3333-4444-555555555555' },
  ],
  ['//c//7//', { kind: 'conversation', id: '7' }],
  ['/%63/7', { kind: 'conversation', id: '7' }],
  ['/c/%E0%A4%A', { kind: 'conversation', id: '%E0%A4%A' }],
  ['/Settings/', { kind: 'settings' }],
  ['/settings/devices/', { kind: 'devices' }],
  ['/arena/', { kind: 'arena', id: null }],
  ['/ARENA/7/', { kind: 'arena', id: '7' }],
  ['/post/Article/a%2Fb/', { kind: 'posts', path: '/post/Article/a%2Fb' }],
  ['/arena', { kind: 'arena', id: null }],
  ['/arena/7', { kind: 'arena', id: '7' }],
  ['/arena/7/8', { kind: 'unknown' }],
  ['/posts', { kind: 'posts', path: '/posts' }],
  ['/post/article/7', { kind: 'posts', path: '/post/article/7' }],
  ['/to/ada', { kind: 'posts', path: '/to/ada' }],
  ['/poster', { kind: 'unknown' }],
  ['/c', { kind: 'unknown' }],
  ['/c/7/8', { kind: 'unknown' }],
  ['/settings/x', { kind: 'unknown' }],
  ['/nowhere', { kind: 'unknown' }],
])('%s', (path, route) => expect(routeOf(path)).toEqual(route))
