// The shape of what Meta delivers, as far as the desk looks at it. Lists stay unread here: each entry is read by itself, so
// that one odd message never takes the others of its batch with it.
import { z } from 'zod'

const text = z.string()
const unread = z.array(z.unknown()).catch([])

/** The envelope of a webhook. */
export const delivery = z.object({ object: text, entry: z.array(z.unknown()) })

export const deliveryEntry = z.object({ id: text.catch(''), changes: unread })

export const deliveryChange = z.object({ field: text, value: z.unknown().optional() })

/** The value of a change of the field "messages". */
export const messagesValue = z.object({
  metadata: z.object({ phone_number_id: text, display_phone_number: text.optional().catch(undefined) }),
  contacts: unread,
  messages: unread,
  statuses: unread,
  errors: unread,
})

export const contact = z.object({
  wa_id: text.optional().catch(undefined),
  user_id: text.optional().catch(undefined),
  profile: z
    .object({ name: text.optional().catch(undefined), username: text.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** What every message has, whatever it holds. */
export const messageHead = z.object({
  id: text.min(1).max(500),
  type: text.max(100),
  from: text.optional().catch(undefined),
  from_user_id: text.optional().catch(undefined),
  group_id: text.optional().catch(undefined),
  timestamp: z.unknown().optional(),
  context: z
    .object({ id: text.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

export type MessageHead = z.infer<typeof messageHead>

const media = z.object({
  id: text.regex(/^[\w-]{1,200}$/),
  mime_type: text.catch(''),
  sha256: text.optional().catch(undefined),
  caption: text.optional().catch(undefined),
  filename: text.optional().catch(undefined),
  voice: z.boolean().optional().catch(undefined),
})

export type Media = z.infer<typeof media>

const reply = z.object({ id: text.min(1).max(256) })

/** What a message holds, by its type. Every type has a member of its own name. */
export const messageContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.object({ body: text }) }),
  z.object({ type: z.literal('image'), image: media }),
  z.object({ type: z.literal('document'), document: media }),
  z.object({ type: z.literal('audio'), audio: media }),
  z.object({ type: z.literal('video'), video: media }),
  z.object({ type: z.literal('sticker'), sticker: media }),
  z.object({
    type: z.literal('location'),
    location: z.object({
      latitude: z.number(),
      longitude: z.number(),
      name: text.optional().catch(undefined),
      address: text.optional().catch(undefined),
    }),
  }),
  z.object({
    type: z.literal('contacts'),
    contacts: z.array(
      z.object({
        name: z
          .object({ formatted_name: text.catch('') })
          .optional()
          .catch(undefined),
        phones: z.array(z.object({ phone: text.catch('') })).catch([]),
      }),
    ),
  }),
  z.object({
    type: z.literal('interactive'),
    interactive: z.discriminatedUnion('type', [
      z.object({ type: z.literal('button_reply'), button_reply: reply }),
      z.object({ type: z.literal('list_reply'), list_reply: reply }),
    ]),
  }),
  z.object({ type: z.literal('button'), button: z.object({ text }) }),
  z.object({
    type: z.literal('edit'),
    edit: z.object({ original_message_id: text.min(1).max(500), message: z.unknown().optional() }),
  }),
  z.object({ type: z.literal('revoke'), revoke: z.object({ original_message_id: text.min(1).max(500) }) }),
  z.object({
    type: z.literal('system'),
    system: z.object({ type: text, wa_id: text.optional().catch(undefined), user_id: text.optional().catch(undefined) }),
  }),
])

export type MessageContent = z.infer<typeof messageContent>

export const status = z.object({
  id: text.min(1).max(500),
  status: text,
  timestamp: z.unknown().optional(),
  recipient_id: text.optional().catch(undefined),
  recipient_user_id: text.optional().catch(undefined),
  biz_opaque_callback_data: text.optional().catch(undefined),
  errors: z.array(z.object({ code: z.int() })).catch([]),
})

/** A value of the field "user_id_update": the person's number changed, and with it Meta's id. */
export const userIdUpdates = z.object({
  metadata: z.object({ phone_number_id: text }),
  user_id_update: z.array(z.object({ user_id: z.object({ previous: text, current: text }), timestamp: z.unknown().optional() })),
})

/** A value of the field "message_template_status_update". */
export const templateUpdate = z.object({
  event: text,
  message_template_name: text,
  message_template_language: text,
})

/** A value of the field "account_update". */
export const accountUpdate = z.object({ event: text })

/** A value of the field "phone_number_quality_update". */
export const qualityUpdate = z.object({ event: text, current_limit: text.optional().catch(undefined) })

/** Seconds since 1970 as Meta writes them, in text; `otherwise` when it is none. */
export function readTime(timestamp: unknown, otherwise: Date): Date {
  const seconds = typeof timestamp === 'string' || typeof timestamp === 'number' ? Number(timestamp) : Number.NaN
  const stated = new Date(seconds * 1000)
  return seconds > 0 && !Number.isNaN(stated.getTime()) && seconds < 1e11 ? stated : otherwise
}
