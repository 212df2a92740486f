import { expect, test } from 'vitest'
import { lacksOf } from './styles.ts'
import { buildTargets } from './supported.ts'
import { withoutLacks, type Lack } from './typings.ts'

test('package.json names the oldest browsers, and the build targets them', () => {
  expect(buildTargets()).toEqual(['chrome111', 'edge111', 'firefox128', 'safari16.4', 'ios16.4'])
})

test('what a supported browser lacks is taken out of the declarations', () => {
  const text = `
    declare var URL: { new(url: string): URL; parse(url: string): URL | null; canParse(url: string): boolean }
    interface URL { readonly href: string }
    interface PromiseConstructor { withResolvers<T>(): T; all(): void }
    interface ReadonlySet<T> { has(value: T): boolean; union(other: unknown): Set<T> }
    interface ParentMixin { moveBefore(): void; append(): void }
    interface Element extends ParentMixin { checkVisibility(): boolean; matches(): boolean }
    declare namespace Intl { var DurationFormat: { new(): object }; var NumberFormat: { new(): object } }
    declare function requestIdleCallback(): number
    declare function structuredClone(): void`
  const lacks: Lack[] = []
  const rest = withoutLacks(text, lacks)
  const gone = ['parse(', 'canParse', 'withResolvers', 'union', 'moveBefore', 'checkVisibility']
  for (const name of [...gone, 'var DurationFormat', 'requestIdleCallback'])
    expect(rest).not.toContain(name)
  const kept = ['href', 'all()', 'has(', 'append', 'matches', 'NumberFormat', 'structuredClone']
  for (const name of kept) expect(rest).toContain(name)
  expect(lacks).toContainEqual({
    name: 'URL.parse',
    browsers: ['chrome 111', 'edge 111', 'safari 16.4', 'safari_ios 16.4'],
  })
})

test.each([
  ['a { field-sizing: content }', ['field-sizing', 'field-sizing: content']],
  ['a { color: light-dark(red, blue) }', ['light-dark()']],
  ['a { float: inline-start }', ['float: inline-start']],
  ['@starting-style { a { color: red } }', ['@starting-style']],
  ['a:open { color: red }', [':open']],
  ['@supports (field-sizing: content) { a { field-sizing: content } }', []],
  ['a { -webkit-user-select: none; user-select: none }', []],
  ['a:has(b) { color: color-mix(in oklab, red, blue); text-wrap: balance }', []],
])('%s', (styles, names) => {
  expect(lacksOf(styles).map((line) => line.replace(/ in ".*/s, ''))).toEqual(names)
})
