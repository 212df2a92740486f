const HEADER = 'x-supabase-api-version'
const OLDEST = '2024-01-01'

/** A caller that names this version finds the code of an error in `code`, and the answer names the version. */
export async function versioned(asked: Headers, response: Response): Promise<Response> {
  const version = asked.get(HEADER) ?? ''
  if (version < OLDEST || response.status < 400) return response
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  if (typeof body !== 'object' || body === null || !('error_code' in body)) return response
  const { error_code, msg, weak_password } = body as Record<string, unknown>
  const headers = new Headers(response.headers)
  headers.set(HEADER, OLDEST)
  headers.delete('content-length')
  return Response.json(
    { code: error_code, message: msg, ...(weak_password !== undefined && { weak_password }) },
    { status: response.status, headers },
  )
}
