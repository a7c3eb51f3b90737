// Ids of people and messages as WhatsApp writes them, checked at the border: nothing else of the house looks inside one. Whom
// an id belongs to is not known here; two ids of one person are joined by whoever saw them together.

/** "<digits>@lid" (a person, without their number) or "<digits>@s.whatsapp.net" (a phone number). Never with a device. */
export type PersonJid = string

/** "other": a well-formed id that is no person's: a group, a status, a newsletter, the platform itself. */
export type ReadJid = { readonly kind: 'person'; readonly jid: PersonJid } | { readonly kind: 'other' | 'malformed' }

const person = /^(\d{5,20})(?:_\d{1,3})?(?::\d{1,5})?@(lid|hosted\.lid|s\.whatsapp\.net|c\.us|hosted)$/
const other = /^(?:[\w.-]{1,64}@(?:g\.us|broadcast|newsletter|bot|call)|\d{0,4}@(?:s\.whatsapp\.net|c\.us)|@?s\.whatsapp\.net)$/
const message = /^[\w.:-]{1,128}$/

/** Ids with two servers, without digits or of any other odd shape have been seen in the wild: they are "malformed". */
export function readJid(text: unknown): ReadJid {
  if (typeof text !== 'string') return { kind: 'malformed' }
  const [, digits, server] = person.exec(text) ?? []
  if (digits !== undefined && server !== undefined) {
    return { kind: 'person', jid: `${digits}@${server === 'lid' || server === 'hosted.lid' ? 'lid' : 's.whatsapp.net'}` }
  }
  return { kind: other.test(text) ? 'other' : 'malformed' }
}

/** The person's id without device and in its usual spelling; null for anything else. */
export function personJid(text: unknown): PersonJid | null {
  const read = readJid(text)
  return read.kind === 'person' ? read.jid : null
}

export function isLid(jid: PersonJid): boolean {
  return jid.endsWith('@lid')
}

/** The digits. Of a LID they are no phone number. */
export function userOf(jid: PersonJid): string {
  return jid.slice(0, jid.indexOf('@'))
}

/** The id of a message; null when no client of the platform makes such a one. */
export function readMessageId(text: unknown): string | null {
  return typeof text === 'string' && message.test(text) ? text : null
}
