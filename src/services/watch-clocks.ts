// What the sweep does about the clocks of tickets: first the warnings, which show the cards anew by themselves, then the cards that
// nothing else has renewed.
import { refreshCards } from './refresh-cards.ts'
import { type WarnDeps, warnDueClocks } from './warn-due-clocks.ts'

export async function watchClocks(deps: WarnDeps): Promise<void> {
  await warnDueClocks(deps)
  await refreshCards(deps)
}
