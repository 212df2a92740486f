import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'

export interface TestJwks {
  /** Where the keys are served. */
  url: string
  /** The number of fetches. */
  fetches(): number
  /** Makes a key, publishes it with the present ones, and signs with it from now on. */
  rotate(): Promise<void>
  /** Signs with the newest key. `kid` can name a false key. */
  sign(claims: Record<string, unknown>, kid?: string): Promise<string>
  /** Signs with a key that was never published, under the kid of the newest key. */
  forge(claims: Record<string, unknown>): Promise<string>
  publicKey(): JWK
  /** Publishes one more key as it is. */
  publish(jwk: JWK): void
  /** Publishes no key any more. */
  withdraw(): void
  /** While it is broken, every fetch is answered with 500. */
  setBroken(broken: boolean): void
  close(): Promise<void>
}

interface Pair {
  jwk: JWK
  privateKey: CryptoKey
}

/** A JWKS endpoint like that of a Supabase project with asymmetric keys (ES256). */
export async function openTestJwks(): Promise<TestJwks> {
  const published: Pair[] = []
  let listed: JWK[] = []
  let fetches = 0
  let broken = false
  const server = createServer((_request, response) => {
    fetches += 1
    response.writeHead(broken ? 500 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ keys: listed }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  const makePair = async (kid: string): Promise<Pair> => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } }
  }
  const newest = () => published.at(-1)!
  const signWith = (pair: Pair, claims: Record<string, unknown>, kid = newest().jwk.kid!) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(pair.privateKey)
  const rotate = async () => {
    const pair = await makePair(`key-${published.length + 1}`)
    published.push(pair)
    listed.push(pair.jwk)
  }
  await rotate()

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    fetches: () => fetches,
    rotate,
    sign: (claims, kid) => signWith(newest(), claims, kid),
    forge: async (claims) => signWith(await makePair('unpublished'), claims),
    publicKey: () => newest().jwk,
    publish: (jwk) => void listed.push(jwk),
    withdraw() {
      listed = []
    },
    setBroken(value) {
      broken = value
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
