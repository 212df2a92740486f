import type { JsonSchema } from './shapes.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => escapes[one] ?? one)

/** A shape in a notation like TypeScript's, as HTML. A named shape is a link to its place on the page. */
export function notation(schema: JsonSchema, indent = ''): string {
  const { $ref, const: only, enum: values, anyOf, oneOf, allOf, type } = schema
  if ($ref !== undefined) return link($ref)
  if (only !== undefined) return escape(JSON.stringify(only))
  if (values !== undefined) return values.map((value) => escape(JSON.stringify(value))).join(' | ')
  const choices = anyOf ?? oneOf
  if (choices !== undefined) return joined(choices, ' | ', indent)
  if (allOf !== undefined) return joined(allOf, ' & ', indent)
  if (type === 'array') return arrayOf(schema, indent)
  if (type === 'object' || schema.properties !== undefined) return objectOf(schema, indent)
  if (type === undefined) return 'unknown'
  return `${escape(String(type))}${detail(bounds(schema))}`
}

function link(ref: string): string {
  const name = escape(ref.slice(ref.lastIndexOf('/') + 1))
  return `<a href="#shape-${name}">${name}</a>`
}

const joined = (schemas: readonly JsonSchema[], by: string, indent: string) =>
  schemas.map((one) => notation(one, indent)).join(by)

function arrayOf(schema: JsonSchema, indent: string): string {
  const item = notation((schema.items ?? {}) as JsonSchema, indent)
  return `${item.includes(' | ') ? `(${item})` : item}[]${detail(range(schema.minItems, schema.maxItems))}`
}

function objectOf(schema: JsonSchema, indent: string): string {
  const { properties, required = [], additionalProperties: rest } = schema
  const deeper = `${indent}  `
  const lines = Object.entries(properties ?? {}).map(
    ([name, shape]) =>
      `${deeper}${escape(name)}${required.includes(name) ? '' : '?'}: ${notation(shape as JsonSchema, deeper)}`,
  )
  if (typeof rest === 'object' && Object.keys(rest).length > 0) {
    lines.push(`${deeper}[key]: ${notation(rest, deeper)}`)
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

/** The limits that a reader must know. The pattern of an id says less than the word. */
function bounds(schema: JsonSchema): string {
  const { format, minLength, maxLength, minimum, maximum, pattern } = schema
  const isId = format === 'uuid' || format === 'guid'
  return [
    format ?? '',
    range(minLength, maxLength),
    range(minimum, maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum),
    pattern === undefined || isId || format !== undefined || pattern.length > 60 ? '' : pattern,
  ]
    .filter((text) => text !== '')
    .join(', ')
}

function range(least: number | undefined, most: number | undefined): string {
  if (most === undefined) return least === undefined || least === 0 ? '' : `≥ ${least}`
  return least === undefined || least === 0 ? `≤ ${most}` : `${least} to ${most}`
}

const detail = (text: string) => (text === '' ? '' : ` <i>(${escape(text)})</i>`)
