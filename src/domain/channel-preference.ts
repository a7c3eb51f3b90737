// Which of a person's chats a notice goes to, and which comes next when it cannot be said there. Who may be written to at all, and
// when, each channel decides for itself.
import type { ChannelName } from './channel.ts'

/** Where nothing else decides, earlier ones first. E-mail is the last resort. */
export const channelOrder: readonly ChannelName[] = ['telegram', 'whatsapp', 'email']

export interface ChatChoice {
  readonly channel: string
  /** The person blocked us there. */
  readonly blocked: boolean
  /** When they last wrote there; null: never. */
  readonly heardAt: Date | null
}

/** The best first: one that is not blocked, the one the person last wrote in, then the channels' order. */
export function inOrderOfPreference<Chat extends ChatChoice>(chats: readonly Chat[]): readonly Chat[] {
  const time = ({ heardAt }: Chat) => heardAt?.getTime() ?? 0
  const rank = ({ channel }: Chat) => (channelOrder as readonly string[]).indexOf(channel)
  return [...chats].sort((a, b) => Number(a.blocked) - Number(b.blocked) || time(b) - time(a) || rank(a) - rank(b))
}
