const PROTOCOL_VERSION = 0x00_03_00_00
const LENGTH_BYTES = 4
/** The driver writes at once what is at least this long, in bytes. */
const WRITTEN_AT_ONCE = 1024
const FILLER_NAME = 'parley.filler'

/**
 * A setting that makes the startup message of the driver long. It is taken out before anything is sent.
 *
 * The driver (3.4.9) collects short writes until the next turn of the event loop. When a connection closes before that
 * turn, the driver cancels the timer but does not forget it. All later connections in its place then collect their
 * startup message and never send it. A long message is written at once, and this clears the timer.
 * https://github.com/porsager/postgres/pull/1209
 */
export const filler = { [FILLER_NAME]: '.'.repeat(WRITTEN_AT_ONCE) }

/**
 * The startup message at the end of the driver's first chunk, without the filler. What was collected for the previous
 * connection may stand before it, and is dropped: those queries have failed.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-STARTUPMESSAGE
 */
export function startupOf(chunk: Buffer): Buffer {
  const startup = chunk.subarray(startOfStartup(chunk))
  const settings = startup.subarray(2 * LENGTH_BYTES)
  const at = settings.indexOf(`${FILLER_NAME}\0`)
  if (at === -1) return startup
  const end = settings.indexOf(0, at + FILLER_NAME.length + 1) + 1
  const kept = Buffer.concat([settings.subarray(0, at), settings.subarray(end)])
  const header = Buffer.alloc(2 * LENGTH_BYTES)
  header.writeUInt32BE(header.length + kept.length)
  header.writeUInt32BE(PROTOCOL_VERSION, LENGTH_BYTES)
  return Buffer.concat([header, kept])
}

/** The startup message has no type. Its length leads exactly to the end of the chunk, and its version follows. */
function startOfStartup(chunk: Buffer): number {
  for (let at = chunk.length - 2 * LENGTH_BYTES; at > 0; at--) {
    const leadsToEnd = at + chunk.readUInt32BE(at) === chunk.length
    if (leadsToEnd && chunk.readUInt32BE(at + LENGTH_BYTES) === PROTOCOL_VERSION) return at
  }
  return 0
}
