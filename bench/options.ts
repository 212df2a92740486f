import { parseArgs } from 'node:util'

export const rowNames = [
  'pairs',
  'group',
  'reconnect',
  'bridge',
  'nodes-pairs',
  'nodes-group',
  'nodes-group-busy',
] as const
export type RowName = (typeof rowNames)[number]

export interface Options {
  rows: readonly RowName[]
  peers: readonly string[]
  rounds: number
  measureMilliseconds: number
  profile: boolean
}

/** @throws Error that names the words that are not understood */
export function readOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  peerNames: readonly string[],
): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      peers: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  })
  return {
    rows: choose(values.only, rowNames, '--only'),
    peers: choose(values.peers, peerNames, '--peers'),
    rounds: positive(env, 'BENCH_ROUNDS', 5),
    measureMilliseconds: positive(env, 'BENCH_SECONDS', 3) * 1000,
    profile: values.profile,
  }
}

function choose<Name extends string>(
  list: string | undefined,
  names: readonly Name[],
  option: string,
): readonly Name[] {
  if (list === undefined) return names
  const wanted = list.split(',')
  const unknown = wanted.filter((name) => !names.some((known) => known === name))
  if (unknown.length > 0)
    throw new Error(`${option}: no ${unknown.join(', ')}. There are ${names.join(', ')}.`)
  return names.filter((name) => wanted.includes(name))
}

function positive(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = Number(env[name] ?? fallback)
  if (!(value > 0)) throw new Error(`${name} must be a number above 0`)
  return value
}
