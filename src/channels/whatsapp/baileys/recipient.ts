// Whether somebody is there to be written to: the library sends a message to nobody without a word when it cannot find out, so
// that is asked first, here.
import { isLid, type PersonJid } from '../jid.ts'
import type { LiveSession } from './live-session.ts'

/** "unknown": the platform did not say. "absent": it says that there is no such person. */
export type Presence = 'there' | 'absent' | 'unknown'

/**
 * Asks for the person's devices (the library keeps the answer for some minutes, and sends to just those).
 * @param known they have written to us, so they exist, whatever the platform says now
 * @param anew asks again, because the list that is kept may be stale
 */
export async function findRecipient(
  jid: PersonJid,
  { socket }: LiveSession,
  { known, anew }: { readonly known: boolean; readonly anew: boolean },
): Promise<Presence> {
  const devices = await socket.getUSyncDevices([jid], !anew, false)
  if (devices.length > 0) return 'there'
  // A number can be asked after; an id without a number cannot, but then it was the person who gave it to us.
  if (known || isLid(jid)) return 'unknown'
  const found = await socket.onWhatsApp(jid)
  if (found === undefined) return 'unknown'
  return found.some(({ exists }) => exists === true) ? 'unknown' : 'absent'
}
