// Rooms of a chat: a group or a private chat may be divided into rooms (threads, topics), each a conversation of its own. A room's
// address is the chat's with the room's name behind a slash; what the two parts mean, only the channel's adapter knows.

/** Stands in the place of a room's name until the channel has opened it. */
const unopened = 'new-'

/** The address of a room of the group at `chat`. */
export function roomAddress(chat: string, room: string): string {
  return `${chat}/${room}`
}

/** The address of a room that is still to be opened; `name` tells it from others. */
export function unopenedRoom(chat: string, name: string): string {
  return roomAddress(chat, `${unopened}${name}`)
}

/** The group and the room of an address; `room` is null for a chat as a whole, `opened` false while the room is not there yet. */
export function readAddress(address: string): { readonly chat: string; readonly room: string | null; readonly opened: boolean } {
  const slash = address.indexOf('/')
  if (slash < 0) return { chat: address, room: null, opened: true }
  const room = address.slice(slash + 1)
  return { chat: address.slice(0, slash), room, opened: !room.startsWith(unopened) }
}
