// The 24 hours in which a person may be written to freely, counted from their last word (WHATSAPP 5.1).
import { limits } from './limits.ts'

/** `marginMs`: held to be closed so much earlier than Meta closes it. */
export function isWindowOpen(lastHeardAt: Date | null, now: Date, marginMs: number = limits.windowMarginMs): boolean {
  return lastHeardAt !== null && now.getTime() - lastHeardAt.getTime() < limits.windowMs - marginMs
}
