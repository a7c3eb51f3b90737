// Who is meant: a phone number or Meta's user id for this business ("US.1349..."), told apart by their shape. Both are
// addresses of conversations; anything else is refused here, at the border.

export type Target = { readonly to: string } | { readonly recipient: string }

const phone = /^\d{5,20}$/
const userId = /^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/

/** The field of a request that names the person; null for an address that is none of this channel. */
export function readTarget(address: string): Target | null {
  if (phone.test(address)) return { to: address }
  // In the other field Meta takes it for a number, answers "accepted", and the message is lost.
  return userId.test(address) ? { recipient: address } : null
}

/** Digits of a number as a webhook spells it; null when it is none. */
export function readPhone(value: unknown): string | null {
  return typeof value === 'string' && phone.test(value) ? value : null
}

/** A user id as a webhook spells it; null when it is none. */
export function readUserId(value: unknown): string | null {
  return typeof value === 'string' && userId.test(value) ? value : null
}
