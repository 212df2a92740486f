import { attacks, type Attacker } from './attacks.ts'

/** One attack in a process of its own, until the process is ended. */
const [name = '', attacker = ''] = process.argv.slice(2)
const attack = attacks[name]
if (attack === undefined) throw new Error(`there is no attack "${name}"`)
await attack(JSON.parse(attacker) as Attacker)
