// The buttons of the four priorities, each with what is promised to this client: on a draft's card and when a ticket's priority
// is to be changed.
import type { OutboundButton } from '../domain/channel.ts'
import type { Language } from '../domain/language.ts'
import type { OpeningHours } from '../domain/opening-hours.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import { type Priority, priorities } from '../domain/priority.ts'
import { sayPromise } from '../texts/promise.ts'
import { sayText } from '../texts/render.ts'

/** Labels begin with the English word in every language (CONTRACT, Chat). Without any promise they stand two in a row. */
export function priorityButtons(
  language: Language,
  promised: { readonly terms: PlanTerms; readonly hours: OpeningHours } | null,
  chosen: Priority | null,
  dataOf: (priority: Priority) => string,
): readonly (readonly OutboundButton[])[] {
  const buttons = priorities.map((priority) => {
    const promise = promised?.terms.promises[priority] ?? null
    const tick = priority === chosen ? ' ✓' : ''
    const label =
      promise === null || promised === null
        ? `${sayText(language, `button-priority-${priority}`)}${tick}`
        : sayText(language, 'button-promised', {
            word: `${words[priority]}${tick}`,
            promise: sayPromise(language, promise, promised.hours),
          })
    return { label, data: dataOf(priority) }
  })
  const any = priorities.some((priority) => promised?.terms.promises[priority] != null)
  return any ? buttons.map((button) => [button]) : [buttons.slice(0, 2), buttons.slice(2)]
}

const words: Record<Priority, string> = { blocker: 'Blocker', high: 'High', medium: 'Medium', low: 'Low' }
