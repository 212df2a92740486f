import { GROUP_SIZE } from '../../load/protocol.ts'

/** The rooms of a person, for the peers that remember nothing. */
export const roomsOf = (person: number) => [
  `pair:${Math.floor(person / 2)}`,
  `group:${Math.floor(person / GROUP_SIZE)}`,
]
