// Makes a bot: its identity, token, queue, polling and webhook. The server keeps them by token.
import { randomBytes, randomInt } from 'node:crypto'
import { createFileShelf } from './file-shelf.ts'
import { createPolling } from './polling.ts'
import type { Bot, World } from './state.ts'
import { createUpdateQueue } from './update-queue.ts'
import { createWebhookDelivery } from './webhook-delivery.ts'

export interface BotDetails {
  readonly token?: string
  readonly username?: string
  readonly name?: string
  /** Topics in private chats. */
  readonly topics?: boolean
}

export interface BotSettings {
  readonly firstUpdateId: number
  readonly repeatRules: boolean
  readonly webhookRetryScale: number
  readonly webhookTimeoutMilliseconds: number
  readonly random: () => number
  /** A method call that came as the answer to a webhook. */
  readonly onWebhookReply: (bot: Bot, body: Record<string, unknown>) => void
}

const tokenPattern = /^(\d{1,15}):[A-Za-z0-9_-]{3,100}$/

/** Throws for a token that does not look like one: number, colon, letters. */
export function createBot(world: World, details: BotDetails, settings: BotSettings): Bot {
  const token = details.token ?? `${randomInt(1_000_000_000, 9_000_000_000)}:${randomBytes(26).toString('base64url')}`
  const id = Number(token.match(tokenPattern)?.[1])
  if (!id) throw new Error('A bot token is a number, a colon and at least three letters')
  const { clock } = world
  const queue = createUpdateQueue(clock, settings.firstUpdateId)
  const polling = createPolling(queue, clock, settings.repeatRules)
  const webhook = createWebhookDelivery({
    clock,
    queue,
    retryScale: settings.webhookRetryScale,
    timeoutMilliseconds: settings.webhookTimeoutMilliseconds,
    random: settings.random,
    onReply: (body) => settings.onWebhookReply(bot, body),
  })
  queue.onPush = (pending) => {
    polling.wake()
    webhook.offer(pending)
  }
  const bot: Bot = {
    token,
    user: { id, is_bot: true, first_name: details.name ?? 'Support', username: details.username ?? 'support_playground_bot' },
    hasTopics: details.topics ?? false,
    chats: new Map(),
    files: createFileShelf(clock),
    queue,
    polling,
    webhook,
    callbacks: new Map(),
    commands: new Map(),
    menuButtons: new Map(),
  }
  return bot
}
