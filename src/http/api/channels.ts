// The messengers: how each stands, and what an administrator may ask of it. What pairs an account is a login secret, and never in
// an answer: it goes to the private chat of the administrator who is named.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { channelRequestWords } from '../../domain/channel-state.ts'
import { toPhoneNumber } from '../../domain/contact-address.ts'
import { Refusal } from '../../domain/errors.ts'
import type { EngineerId } from '../../domain/ids.ts'
import { askChannel } from '../../services/ask-channel.ts'
import { type ChannelView, readChannels } from '../../services/read-channels.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { id, sayInstant, whatsapp } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'

const channel = model('Channel', {
  name: z.string().describe('telegram, whatsapp'),
  state: z
    .string()
    .nullable()
    .describe(
      'starting, open, lost, replaced, unsupported-version, needs-pairing, pairing, refused, stopped, silent; null: it reports none',
    ),
  reason: z.string().nullable().describe('A code or a word of the platform'),
  since: z.string().nullable(),
  lastInboundAt: z.string().nullable(),
  lastOutboundAt: z.string().nullable(),
  inboxOldestSeconds: z.number(),
  outboxOldestSeconds: z.number(),
  outboxWaiting: z.number().int(),
  breakerUntil: z.string().nullable().describe('Nobody is written to first until then'),
  received: z.number().int(),
  sent: z.number().int(),
  undecryptable: z.number().int().describe('Messages that could not be read'),
  malformed: z.number().int().describe('Messages with a sender that cannot be'),
  reconnected: z.number().int(),
  undecryptableShare: z.number().nullable().describe('Of the last day, 0 to 1'),
  words: z.record(z.string(), z.string()).describe('What the platform says of the account'),
  request: z.string().nullable().describe('Asked for, and not begun yet'),
})

const newRequest = z.strictObject({
  request: z.enum(channelRequestWords),
  number: whatsapp.optional().describe('Of pair-code: the number to pair, in E.164'),
  engineer: id.optional().describe('Of pair-qr and pair-code: the administrator whose private chat gets what pairs the account'),
})

export function addChannelRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/channels',
    {
      schema: {
        tags: ['channels'],
        summary: 'List the messengers that are on, and how they stand',
        response: { 200: z.object({ items: z.array(channel) }) },
      },
    },
    async () => {
      const views = await http.database.statements((tx) => readChannels(tx, http.desk.messengers ?? []))
      return { items: views.map(sayChannel) }
    },
  )

  app.post(
    '/channels/:name/requests',
    {
      schema: {
        tags: ['channels'],
        summary: 'Ask something of a messenger: to pair its account, to forget the pairing, to try again',
        params: z.object({ name: z.string() }),
        body: newRequest,
        response: { 201: channel },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const work = (tx: Tx) => ask(tx, http, name, request.body)
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )
}

type Answer = z.output<typeof channel>

/** @throws Refusal `not-found`, and those of askChannel. */
async function ask(tx: Tx, http: HttpContext, name: string, given: z.output<typeof newRequest>): Promise<Answer> {
  const messenger = (http.desk.messengers ?? []).find((each) => each.channel === name)
  if (messenger === undefined) throw new Refusal('not-found')
  const number = given.number === undefined ? null : (toPhoneNumber(given.number)?.slice(1) ?? '')
  const shownTo = (given.engineer ?? null) as EngineerId | null
  const asked = { what: given.request, number, shownTo, conversationId: null }
  await askChannel(tx, http.desk, messenger, asked, { kind: 'api' })
  const [view] = await readChannels(tx, [messenger])
  if (view === undefined) throw new Refusal('not-found')
  return sayChannel(view)
}

function sayChannel({ channel: name, standing, ...view }: ChannelView): Answer {
  const { received = 0, sent = 0, undecryptable = 0, malformed = 0, reconnected = 0 } = standing?.figures ?? {}
  const instant = (at: Date | null | undefined) => (at == null ? null : sayInstant(at))
  return {
    name,
    state: standing?.state ?? null,
    reason: standing?.reason ?? null,
    since: instant(standing?.since),
    lastInboundAt: instant(view.lastInboundAt),
    lastOutboundAt: instant(view.lastOutboundAt),
    inboxOldestSeconds: view.inboxOldestSeconds,
    outboxOldestSeconds: view.outboxOldestSeconds,
    outboxWaiting: view.outboxWaiting,
    breakerUntil: instant(standing?.breakerUntil),
    ...{ received, sent, undecryptable, malformed, reconnected },
    undecryptableShare: standing?.figures.undecryptableShare ?? null,
    words: standing?.figures.words ?? {},
    request: standing?.request ?? null,
  }
}
