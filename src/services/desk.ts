// What the use cases need to know of how this desk is set up. Made once by the roof, passed as a parameter.
import type { ChannelAccount } from '../db/channel-states.ts'
import type { StaffGroup } from '../db/rooms.ts'
import type { Calendars } from '../domain/calendars.ts'
import type { Catalogues } from '../domain/catalogue.ts'
import type { Seller } from '../domain/invoice-parties.ts'
import type { Language } from '../domain/language.ts'

/** A messenger that is on. */
export interface Messenger extends ChannelAccount {
  /** Its account is linked to a phone, and can be asked to link and to forget it. */
  readonly pairs?: boolean
}

export interface Desk {
  /** Used where neither the person nor the company has a language. */
  readonly defaultLanguage: Language
  /** Comment notices of one ticket to one person within this many seconds become one message. */
  readonly noticeJoinSeconds: number
  /** First wait before a failed message is sent again; doubles up to an hour. */
  readonly retryFirstSeconds: number
  /** Plans, promises, rates: the vendors' catalogues, and the one that holds for companies that name none. */
  readonly catalogues: Catalogues
  readonly calendars: Calendars
  /** As invoices name it. Absent: they name nobody. */
  readonly seller?: Seller | undefined
  /** The engineers' group, with a room for each ticket. Absent: everything is said in private chats only. */
  readonly staffGroup?: StaffGroup
  /** The messengers that are on; nothing is said by any other. Absent: all that ever were. */
  readonly messengers?: readonly Messenger[]
  /** Where a link code can be redeemed with one tap, per messenger that is on. */
  linksFor(code: string): { readonly telegram?: string; readonly whatsapp?: string }
}
