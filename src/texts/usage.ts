// How far a quota or an allowance is used up, as people read it: "00:08:54/00:10:00" for prepaid time, requests and hours for packets.
import type { Language } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { Usage } from '../domain/usage-level.ts'
import { sayDuration } from './duration.ts'
import { say } from './render.ts'
import { sayDay } from './when.ts'

export function sayUsage(language: Language, usage: Usage): RichText {
  const reset = usage.resetsOn === null ? null : sayDay(language, usage.resetsOn)
  if (usage.kind === 'allowance') {
    const values = { name: usage.name, used: sayClock(usage.usedSeconds), total: sayClock(usage.totalSeconds) }
    return reset === null
      ? say(language, 'usage-allowance', values)
      : say(language, 'usage-allowance-reset', { ...values, reset })
  }
  const values = {
    plan: usage.plan,
    requests: `${usage.usedRequests}/${usage.totalRequests}`,
    hours: `${sayDuration(language, usage.usedSeconds * 1000)}/${sayDuration(language, usage.totalSeconds * 1000)}`,
  }
  const line = say(language, `usage-${usage.level}-${usage.per}`, values)
  if (reset === null) return line
  return say(language, `usage-${usage.level}-${usage.per}-reset`, { ...values, reset })
}

/** "00:08:54", "125:00:00" */
export function sayClock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
