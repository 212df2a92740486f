import { useMessenger } from '../messenger/context.ts'
import { readSetting, writeSetting } from '../browser/settings.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { keepDatabase, type OpenDatabase } from '../realtime/database/database.ts'
import { createPlayed, type Played } from './played.ts'
import { createPlayer, SPEEDS, type Player } from './player.ts'

/** What all voice messages of one person's page share. */
interface Voice {
  database: OpenDatabase
  played: Played
  player: Player
}

const voices = new WeakMap<Messenger, Voice>()

function createVoice(messenger: Messenger): Voice {
  // What is lost with it is written again with the next piece or mark.
  const database = keepDatabase(messenger.getState().me.id, () => undefined)
  const played = createPlayed(database)
  const kept = Number(readSetting('voiceSpeed'))
  const player = createPlayer(new Audio(), {
    speed: SPEEDS.find((speed) => speed === kept) ?? 1,
    onSpeed: (speed) => writeSetting('voiceSpeed', String(speed)),
    onPlayed: played.add,
  })
  return { database, played, player }
}

/** It goes with the messenger, so that the next person gets another one. */
export function useVoice(): Voice {
  const messenger = useMessenger()
  const voice = voices.get(messenger) ?? createVoice(messenger)
  voices.set(messenger, voice)
  return voice
}
