import { join } from 'node:path'
import type { Identifier } from '@mdn/browser-compat-data'
import postcss from 'postcss'
import type { Rolldown } from 'vite'
import { REPOSITORY } from '../local/settings.ts'
import { lackedBy, rowOf, tables } from './mdn.ts'
import { buildTargets } from './supported.ts'

const { css } = tables

/** What a browser may lack, because the page is as usable without it. The key is as a report names it, or its property. */
const niceties: ReadonlyMap<string, string> = new Map([
  ['cursor', 'a touch screen has no pointer'],
  ['resize', 'a touch screen has no corner to pull, and the boxes grow by themselves'],
  ['scrollbar-color', 'the system draws its own scrollbar'],
  ['scrollbar-width', 'the system draws its own scrollbar'],
  ['::selection', 'the system marks the selection in its own colour'],
  ['text-wrap', 'lines break less evenly'],
  [
    'overflow-anchor',
    'the timeline keeps its place by itself, and this only takes a second helper away',
  ],
  ['justify-content: safe', 'a notice on a very low screen begins at the top'],
  [
    'float: inline-end',
    'before it stands `float: right`, which is right for all but right-to-left messages',
  ],
])

/** Reads the built styles. Returns each feature that a supported browser lacks; nothing if all is well. */
export async function checkStyles(): Promise<string[]> {
  return lacksOf(await builtStyles())
}

/** The styles of the page alone, as the build makes them. */
async function builtStyles(): Promise<string> {
  const [{ build }, { default: tailwindcss }] = await Promise.all([
    import('vite'),
    import('@tailwindcss/vite'),
  ])
  const { output } = (await build({
    configFile: false,
    root: join(REPOSITORY, 'client'),
    plugins: [tailwindcss()],
    logLevel: 'error',
    build: {
      write: false,
      target: buildTargets(),
      rolldownOptions: { input: join(REPOSITORY, 'client/styles/index.css') },
    },
  })) as Rolldown.RolldownOutput
  return output
    .flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? file.source : []))
    .join('\n')
}

/** What stands in `@supports` has asked the browser already, and what has a prefix is for one browser. */
export function lacksOf(styles: string): string[] {
  const found = new Map<string, string>()
  const judge = (name: string, row: Identifier | undefined, where: string) => {
    const browsers = lackedBy(row)
    const isNicety = niceties.has(name) || niceties.has(name.replace(/: .*/, ''))
    if (browsers.length > 0 && !isNicety && !found.has(name))
      found.set(name, `${name} in "${where.slice(0, 80)}" Not in: ${browsers.join(', ')}.`)
  }
  const root = postcss.parse(styles)
  root.walkAtRules('supports', (rule) => void rule.remove())
  root.walkAtRules(({ name, params }) => {
    judge(`@${name}`, rowOf(css, 'at-rules', name), params)
    for (const [, feature = ''] of params.matchAll(/\(([a-z-]+)/g))
      judge(`(${feature})`, rowOf(css, 'at-rules', name, feature), params)
  })
  root.walkRules(({ selector }) => {
    for (const [, colons = '', pseudo = ''] of selector.matchAll(/(?<!\\)(:{1,2})([a-z][a-z-]*)/g))
      judge(colons + pseudo, rowOf(css, 'selectors', pseudo), selector)
  })
  root.walkDecls((declaration) => {
    const { prop, value } = declaration
    const isPrefixed = declaration.parent?.some(
      (one) => 'prop' in one && one.prop === `-webkit-${prop}`,
    )
    // A font that is missing is skipped by itself.
    if (prop.startsWith('-') || prop === 'font-family' || isPrefixed) return
    const where = declaration.toString()
    judge(prop, rowOf(css, 'properties', prop), where)
    for (const [, word = '', opening] of value.matchAll(/(?<![\w#.-])([a-z][a-z-]*)(\()?/g)) {
      if (opening) judge(`${word}()`, functions.get(word), where)
      else judge(`${prop}: ${word}`, rowOf(css, 'properties', prop, word), where)
    }
  })
  return [...found.values()]
}

/** The functions that values may call, such as `color-mix`, wherever in the tables they stand. */
const functions = new Map<string, Identifier>()
function collect(table: Identifier) {
  for (const [name, row] of Object.entries(table)) {
    if (name === '__compat') continue
    if (!functions.has(name)) functions.set(name, row as Identifier)
    collect(row as Identifier)
  }
}
collect(css.types as unknown as Identifier)
