// What phones say of messages that we sent: arrived, read. Written down, and reported as far as it is news.
import type { BaileysEventMap } from '@whiskeysockets/baileys'
import type { DeliveryReport, Received } from '../../../domain/channel.ts'
import { conversationId } from '../../../domain/ids.ts'
import type { Log } from '../../../domain/log.ts'
import { readMessageId } from '../jid.ts'
import { createBatches } from './batches.ts'
import type { Listen } from './live-session.ts'
import type { SentPort } from './sent-port.ts'

export interface Progress {
  /** Where to; until then it waits. */
  open(received: Received): void
  attach(listen: Listen): void
  /** Of a failure that came late. */
  report(report: DeliveryReport): void
  close(): Promise<void>
}

type News = { readonly kind: 'report'; readonly report: DeliveryReport } | Step

interface Step {
  readonly kind: 'step'
  readonly messageId: string
  readonly state: 'delivered' | 'read'
  readonly at: Date
}

/** WebMessageInfo.Status; a voice message that was listened to counts as read. */
const states: Readonly<Record<number, Step['state']>> = { 3: 'delivered', 4: 'read', 5: 'read' }

export function createProgress({
  account,
  sent,
  log,
  now,
}: {
  readonly account: string
  readonly sent: SentPort
  readonly log: Log
  readonly now: () => Date
}): Progress {
  const opened = Promise.withResolvers<Received>()
  const news = createBatches<News>({ name: 'receipts', store, log })

  async function store(batch: readonly News[]): Promise<void> {
    const received = await opened.promise
    const steps = batch.filter((item) => item.kind === 'step')
    const reports = batch.flatMap((item) => (item.kind === 'report' ? [item.report] : []))
    for (const state of ['delivered', 'read'] as const) {
      const at = new Map(steps.filter((step) => step.state === state).map((step) => [step.messageId, step.at]))
      if (at.size === 0) continue
      for (const { messageId, jid } of await sent.advance([...at.keys()], state)) {
        reports.push({
          conversationId: conversationId('whatsapp', account, jid),
          messageId,
          state,
          at: at.get(messageId) ?? now(),
        })
      }
    }
    if (reports.length > 0) await received.reports(reports)
  }

  function take(updates: BaileysEventMap['messages.update']): void {
    const steps = updates.flatMap(({ key, update }): Step[] => {
      const state = states[Number(update.status ?? 0)]
      const messageId = readMessageId(key.id)
      if (state === undefined || messageId === null || key.fromMe !== true) return []
      return [{ kind: 'step', messageId, state, at: now() }]
    })
    news.add(steps)
  }

  return {
    open: (received) => opened.resolve(received),
    attach: (listen) => listen('messages.update', take),
    report: (report) => news.add([{ kind: 'report', report }]),
    async close() {
      news.hurry()
      opened.resolve({ messages: async () => {}, reports: async () => {} })
      await news.settled()
    },
  }
}
