import { parseAst } from 'vite'
import type { Identifier } from '@mdn/browser-compat-data'
import { lackedBy, rowOf, tables } from './mdn.ts'

/** What TypeScript's declarations have that MDN may know: only the parts that are read here. */
interface Declaration {
  type: string
  start: number
  end: number
  id?: { name?: string; typeAnnotation?: { typeAnnotation?: { members?: Member[] } } }
  extends?: { expression: { name?: string } }[]
  body?: { body?: (Declaration & Member)[] }
  declarations?: Declaration[]
}
interface Member {
  type: string
  start: number
  end: number
  computed?: boolean
  key?: { name?: string; value?: string }
}

/** `name` is as MDN writes it, such as `URL.parse`. */
export interface Lack {
  name: string
  browsers: string[]
}

const { api, javascript } = tables
const builtins = javascript['builtins']

/**
 * Takes everything out of a file of TypeScript's own declarations that a supported browser lacks. The compiler then
 * refuses its use, with types and all.
 */
export function withoutLacks(text: string, lacks: Lack[]): string {
  const body = parseAst(text, { lang: 'dts' }).body as unknown as Declaration[]
  const heirs = heirsOf(body)
  const cuts: { start: number; end: number }[] = []

  function judge(
    node: { start: number; end: number },
    name: string,
    rows: (Identifier | undefined)[],
  ) {
    const known = rows.filter((row) => row?.['__compat'] !== undefined)
    const lacking = known.map(lackedBy)
    // A member of a mixin has a row with each interface that takes it in.
    if (known.length === 0 || lacking.some((browsers) => browsers.length === 0)) return
    cuts.push(node)
    lacks.push({ name, browsers: lacking[0]! })
  }

  function judgeMembers(
    owner: string,
    members: readonly Member[],
    isStatic: boolean,
    space: string[],
  ) {
    for (const member of members) {
      const key = member.computed ? undefined : (member.key?.name ?? member.key?.value)
      if (key === undefined || key === 'prototype') continue
      const owners = rowOf(api, owner) ? [owner] : [owner, ...(heirs.get(owner) ?? [])]
      const rows = [
        rowOf(builtins, ...space, owner.replace(/^Readonly|Constructor$/g, ''), key),
        ...owners.map((one) => rowOf(api, one, isStatic ? `${key}_static` : key)),
      ]
      judge(member, `${[...space, owner].join('.')}.${key}`, rows)
    }
  }

  function read(node: Declaration, space: string[]) {
    const name = node.id?.name
    if (node.type === 'TSModuleDeclaration') {
      for (const inner of node.body?.body ?? []) read(inner, [...space, name ?? ''])
    } else if (node.type === 'ExportNamedDeclaration') {
      const inner = (node as { declaration?: Declaration }).declaration
      if (inner) read(inner, space)
    } else if (node.type === 'TSInterfaceDeclaration' && name !== undefined) {
      judgeMembers(name, node.body?.body ?? [], false, space)
    } else if (node.type === 'TSDeclareFunction' && name !== undefined) {
      judge(node, name, [
        rowOf(api, name),
        rowOf(api, 'Window', name),
        rowOf(builtins, ...space, name),
      ])
    } else if (node.type === 'VariableDeclaration') {
      for (const { id } of node.declarations ?? []) {
        const variable = id?.name ?? ''
        judge(node, variable, [
          rowOf(api, variable),
          rowOf(api, 'Window', variable),
          rowOf(builtins, ...space, variable),
        ])
        judgeMembers(variable, id?.typeAnnotation?.typeAnnotation?.members ?? [], true, space)
      }
    }
  }

  for (const node of body) read(node, [])
  return without(text, cuts)
}

/** For each interface, those that extend it, directly or not. */
function heirsOf(body: readonly Declaration[]): Map<string, Set<string>> {
  const parents = new Map<string, string[]>()
  for (const { type, id, extends: bases = [] } of body) {
    if (type !== 'TSInterfaceDeclaration' || id?.name === undefined) continue
    const named = bases.flatMap(({ expression }) => expression.name ?? [])
    parents.set(id.name, [...(parents.get(id.name) ?? []), ...named])
  }
  const heirs = new Map<string, Set<string>>()
  const add = (heir: string, names: readonly string[]): void => {
    for (const name of names) {
      const known = heirs.get(name) ?? new Set()
      if (known.has(heir)) continue
      heirs.set(name, known.add(heir))
      add(heir, parents.get(name) ?? [])
    }
  }
  for (const [heir, names] of parents) add(heir, names)
  return heirs
}

function without(text: string, cuts: { start: number; end: number }[]): string {
  let rest = ''
  let end = 0
  for (const cut of cuts.toSorted((a, b) => a.start - b.start)) {
    if (cut.start < end) continue
    rest += text.slice(end, cut.start)
    end = cut.end
  }
  return rest + text.slice(end)
}
