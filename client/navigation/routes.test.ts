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
  ['/arena', { kind: 'arena', id: null }],
  ['/arena/7', { kind: 'arena', id: '7' }],
  ['/arena/7/8', { kind: 'unknown' }],
  ['/posts', { kind: 'posts', path: '/posts' }],
  ['/post/article/7', { kind: 'posts', path: '/post/article/7' }],
  ['/to/ada', { kind: 'posts', path: '/to/ada' }],
  ['/join/T0ken-_', { kind: 'invitation', token: 'T0ken-_' }],
  ['/join/T0ken-_/', { kind: 'invitation', token: 'T0ken-_' }],
  ['/join', { kind: 'unknown' }],
  ['/join/a/b', { kind: 'unknown' }],
  ['/poster', { kind: 'unknown' }],
  ['/c', { kind: 'unknown' }],
  ['/c/7/8', { kind: 'unknown' }],
  ['/settings/x', { kind: 'unknown' }],
  ['/nowhere', { kind: 'unknown' }],
])('%s', (path, route) => expect(routeOf(path)).toEqual(route))
