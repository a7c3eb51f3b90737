// Tells the admins that a message could not be processed and waits for a person. Says where it is, never what it says.

import type { Tx } from '../db/client.ts'
import { findEngineers } from '../db/people.ts'
import type { ConversationId } from '../domain/ids.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

export async function announceParked(
  tx: Tx,
  desk: Desk,
  parked: { inboundId: bigint; conversationId: ConversationId },
): Promise<void> {
  const admins = (await findEngineers(tx, desk.defaultLanguage)).filter((engineer) => engineer.role === 'admin')
  const id = String(parked.inboundId)
  await notify(tx, desk, {
    kind: 'message.parked',
    dedup: `message.parked:${id}`,
    about: {},
    recipients: admins,
    text: (language) => say(language, 'notice-parked', { id }),
  })
}
