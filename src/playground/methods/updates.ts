// Methods about how updates reach the bot: getUpdates and the webhook's settings.
import { isIP } from 'node:net'
import { ApiError, badRequest } from '../api-error.ts'
import { flagOf, listOf, type Method, type MethodCall, numberOf, textOf } from '../method-call.ts'

const getUpdates: Method = (call) => {
  if (call.bot.webhook.isSet()) {
    throw new ApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  }
  call.bot.queue.allow(readAllowed(call))
  const offset = numberOf(call, 'offset') ?? 0
  return call.bot.polling.poll(
    { offset, limit: numberOf(call, 'limit') ?? 100, timeoutSeconds: numberOf(call, 'timeout') ?? 0 },
    call.signal,
  )
}

const setWebhook: Method = (call) => {
  const url = textOf(call, 'url') ?? ''
  const secret = textOf(call, 'secret_token')
  if (secret !== undefined && !/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  if (url !== '') checkUrl(url)
  call.bot.queue.allow(readAllowed(call))
  if (flagOf(call, 'drop_pending_updates')) call.bot.queue.clear()
  if (url === '') {
    call.bot.webhook.remove()
    return true
  }
  call.bot.polling.terminate('terminated by setWebhook request')
  call.bot.webhook.set({ url, secret: secret || undefined, maxConnections: numberOf(call, 'max_connections') ?? 40 })
  return true
}

const deleteWebhook: Method = (call) => {
  call.bot.webhook.remove()
  if (flagOf(call, 'drop_pending_updates')) call.bot.queue.clear()
  return true
}

const getWebhookInfo: Method = (call) => call.bot.webhook.info()

function readAllowed(call: MethodCall): string[] | undefined {
  const list = listOf(call, 'allowed_updates')
  if (!list) return undefined
  return list.map((type) => {
    if (typeof type !== 'string') throw badRequest("can't parse allowed_updates: expected an array of strings")
    return type
  })
}

/** Real webhooks are HTTPS on public addresses; this server speaks to its own machine only, and there HTTP is enough. */
function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) throw badRequest('bad webhook: invalid webhook URL specified')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  if (url.protocol !== 'http:' || !loopback)
    throw badRequest('bad webhook: this server delivers over HTTP to loopback addresses only')
}

export const updateMethods: Readonly<Record<string, Method>> = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo }
