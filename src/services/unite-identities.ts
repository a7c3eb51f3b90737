// A platform says that several ids are one person's. What was known under one of them is known under all: whom they are linked to,
// their chat with its draft and its current ticket, and that they are there. Two people who are linked are never made one: the
// newer claim is refused, and the admins hear of it.
import type { Tx } from '../db/client.ts'
import { addAudit } from '../db/identities.ts'
import {
  absorbIdentity,
  findOtherChats,
  giveChat,
  type KnownIdentity,
  lockIdentities,
  saveIdentity,
} from '../db/identity-union.ts'
import { moveConversation } from '../db/move-conversation.ts'
import { findEngineers } from '../db/people.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

export interface IdentityClaim {
  readonly channel: string
  readonly account: string
  /** Where the person's chat is now. */
  readonly address: string
  /** The id to be known by from now on. */
  readonly userId: string
  readonly alsoKnownAs: readonly string[]
}

/** @returns false, and nothing changes, when nobody is known under any of the ids. */
export async function uniteIdentities(tx: Tx, desk: Desk, claim: IdentityClaim): Promise<boolean> {
  const { channel, userId } = claim
  const ids = [...new Set([userId, ...claim.alsoKnownAs])]
  const known = await lockIdentities(tx, channel, ids)
  // Who shares a mere alias and is called otherwise is somebody else: a phone number may have changed hands.
  const same = known.filter((one) => ids.includes(one.userId) || one.aliases.includes(userId))
  const [base] = [...same].sort((a, b) => rank(a, userId) - rank(b, userId))
  if (base === undefined) return false
  let united: KnownIdentity = base
  const refused = known.filter((one) => !same.includes(one)).map((one) => ({ one, shared: one.aliases }))
  for (const one of same.filter((other) => other.id !== base.id)) {
    if (areTwoPeople(united, one)) {
      refused.push({ one, shared: [one.userId, ...one.aliases] })
      continue
    }
    await absorbIdentity(tx, one.id, united.id)
    united = merge(united, one)
  }
  const conflicts = refused.flatMap(({ shared }) => shared.filter((id) => ids.includes(id)))
  await saveIdentity(tx, called(united, userId, ids, conflicts))
  await giveChat(tx, united.id, claim)
  for (const chat of await findOtherChats(tx, united.id, claim)) await moveConversation(tx, chat, claim.address)
  for (const { one, shared } of refused) await tellRefused(tx, desk, united, one, shared)
  return true
}

/** The writer's own identity first, then one that is known to be theirs. */
function rank({ userId, aliases }: KnownIdentity, wanted: string): number {
  if (userId === wanted) return 0
  return aliases.includes(wanted) ? 1 : 2
}

function personOf({ contactId, engineerId }: KnownIdentity): string | null {
  return contactId ?? engineerId
}

function areTwoPeople(a: KnownIdentity, b: KnownIdentity): boolean {
  return personOf(a) !== null && personOf(b) !== null && personOf(a) !== personOf(b)
}

function merge(into: KnownIdentity, other: KnownIdentity): KnownIdentity {
  const { contactId, engineerId, linkedAt } = personOf(into) === null ? other : into
  return {
    ...into,
    aliases: [...into.aliases, other.userId, ...other.aliases],
    conflicts: [...into.conflicts, ...other.conflicts],
    contactId,
    engineerId,
    linkedAt,
    // Who can be reached under one of the ids can be reached.
    blockedAt: other.blockedAt === null ? null : into.blockedAt,
  }
}

function called(identity: KnownIdentity, userId: string, ids: readonly string[], refused: readonly string[]): KnownIdentity {
  const conflicts = [...new Set([...identity.conflicts, ...refused])]
  const names = new Set([...ids, identity.userId, ...identity.aliases])
  const aliases = [...names].filter((name) => name !== userId && !conflicts.includes(name))
  return { ...identity, userId, aliases, conflicts }
}

async function tellRefused(
  tx: Tx,
  desk: Desk,
  kept: KnownIdentity,
  other: KnownIdentity,
  shared: readonly string[],
): Promise<void> {
  await addAudit(tx, {
    actor: 'system',
    action: 'merge-refused',
    subject: `identity:${kept.id}`,
    data: { identity: other.id, shared: shared.join(' ') },
  })
  const admins = (await findEngineers(tx, desk.defaultLanguage)).filter(({ role }) => role === 'admin')
  await notify(tx, desk, {
    kind: 'identity.conflict',
    dedup: `identity.conflict:${kept.id}:${other.id}`,
    about: {},
    recipients: admins,
    text: (language) => say(language, 'notice-identity-conflict', { one: kept.userId, other: other.userId }),
  })
}
