import { errorStatus, type ErrorCode } from '../../wire/error-codes.ts'

const codes = Object.keys(errorStatus) as ErrorCode[]
const codesOf = (status: number) => codes.filter((code) => errorStatus[code] === status)

/** Each status of an error, with its codes. Every error has the same body. */
export const errorResponses = Object.fromEntries(
  [...new Set(Object.values(errorStatus))].map((status) => [nameOf(status), responseOf(status)]),
)

function nameOf(status: number): string {
  return `Error${status}`
}

function responseOf(status: number) {
  const only = { properties: { error: { properties: { code: { enum: codesOf(status) } } } } }
  return {
    description: codesOf(status)
      .map((code) => `\`${code}\``)
      .join(', '),
    headers: {
      'x-request-id': {
        description: 'The id of the request in the log of the relay.',
        schema: { type: 'string' },
      },
      ...(status === 429 || status === 503
        ? { 'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer' } } }
        : {}),
    },
    content: {
      'application/json': { schema: { allOf: [{ $ref: '#/components/schemas/ErrorBody' }, only] } },
    },
  }
}

export interface RouteTraits {
  method: string
  /** Only a person with a session gets an answer. */
  isSignedIn: boolean
  /** Only a server with the server key gets an answer. */
  hasServerKey: boolean
  /** It is one of the session's own routes, which refuse before there is a session. */
  isSession: boolean
}

const safe = new Set(['GET', 'HEAD'])

/** Whether the request must show that it does not come from another site. */
export const changesSomething = ({ method }: Pick<RouteTraits, 'method'>) => !safe.has(method)

/** The statuses of errors that a route may answer with. */
export function errorStatusesOf(route: RouteTraits): number[] {
  const changes = changesSomething(route)
  const statuses: [status: number, isPossible: boolean][] = [
    [400, true],
    [401, route.isSignedIn || route.isSession],
    [403, route.isSignedIn || changes],
    [404, route.isSignedIn || route.hasServerKey],
    [409, (route.isSignedIn || route.hasServerKey) && changes],
    [413, changes],
    [415, changes],
    [422, route.isSignedIn],
    [429, true],
    [500, true],
    [503, true],
  ]
  return statuses.filter(([, isPossible]) => isPossible).map(([status]) => status)
}

export const errorReference = (status: number) => ({
  $ref: `#/components/responses/${nameOf(status)}`,
})
