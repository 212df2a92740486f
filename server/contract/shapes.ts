import { z } from 'zod'
import { namedRegistry, namedSchemas } from './named-schemas.ts'

export type JsonSchema = z.core.JSONSchema.JSONSchema

const options = { target: 'draft-2020-12', unrepresentable: 'any' } as const
const referenceTo = (id: string) => `#/components/schemas/${id}`

/** What a request or an event may hold when it reaches the relay. */
export const incomingShape = (schema: z.ZodType): JsonSchema =>
  bare(z.toJSONSchema(schema, { ...options, io: 'input', metadata: z.registry() }))

/** What the relay sends. A shape with a name is a reference, and `named` holds it. */
export function outgoingShapes(schemas: Iterable<z.ZodType>): {
  shapeOf(schema: z.ZodType): JsonSchema
  named: Record<string, JsonSchema>
} {
  const registry = namedRegistry()
  let unnamed = 0
  for (const schema of schemas) {
    if (!registry.has(schema)) registry.add(schema, { id: `unnamed-${unnamed++}` })
  }
  const written = z.toJSONSchema(registry, {
    ...options,
    io: 'output',
    metadata: registry,
    uri: referenceTo,
    // An answer may get further fields without a new version. So a reader must not refuse them.
    override({ jsonSchema }) {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  }).schemas
  const byName = Object.entries(written).filter(([name]) => name in namedSchemas)
  return {
    named: Object.fromEntries(byName.map(([name, shape]) => [name, bare(shape)])),
    shapeOf(schema) {
      const id = registry.get(schema)?.id ?? ''
      if (id in namedSchemas) return { $ref: referenceTo(id) }
      return bare(written[id] ?? {})
    },
  }
}

/** Without the keywords that say which document a schema is. It is a part of a larger document here. */
function bare({ $schema: _, $id: __, id: ___, ...shape }: JsonSchema): JsonSchema {
  return shape
}
