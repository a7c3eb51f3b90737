// Waiting for a message that fits, among what somebody sees.
import type { SeenWhatsApp, WaitOptions, Wanted } from './contract.ts'
import { until, type World } from './world.ts'

export function waitForSeen(
  world: World,
  who: string,
  seen: readonly SeenWhatsApp[],
  wanted: Wanted,
  options: WaitOptions = {},
): Promise<SeenWhatsApp> {
  const after = typeof options.after === 'object' ? options.after.mark : (options.after ?? 0)
  const fits = (message: SeenWhatsApp): boolean => {
    if (message.mark <= after) return false
    if (typeof wanted === 'function') return wanted(message)
    return typeof wanted === 'string' ? message.text.includes(wanted) : wanted.test(message.text)
  }
  const describe = (): string => {
    const lines = seen.slice(-12).map(({ kind, text }) => `  ${kind}: ${text}`)
    const faults = world.faults.map((words) => `  fault: ${words}`)
    return `Nothing that ${who} sees fits ${String(wanted)}. Seen so far:\n${[...lines, ...faults].join('\n')}`
  }
  return until(world, () => seen.find(fits), describe, options.timeoutMs)
}
