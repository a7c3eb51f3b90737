// Working time, both ways, on the default desk: the table of opening windows beside a day-by-day loop with luxon, at the same
// questions. Needs no database. The answers are compared before anything is timed.
import { createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import { createRandom } from '../chaos/seeded-random.ts'
import { always, kolmisoft, naiveAdd, naiveOpenMilliseconds } from '../domain/business-calendar-naive.ts'

const versions = always(kolmisoft)
/** So many that the processor cannot learn them by heart. */
const questions = 200_000
const begin = Date.UTC(2026, 0, 1)

const random = createRandom(1)
const froms = Array.from({ length: questions }, () => new Date(begin + random.between(0, 365 * 86_400_000)))
const hours = froms.map(() => 1_800_000 * random.between(1, 16))
const days = froms.map((from) => new Date(from.getTime() + random.between(0, 30 * 86_400_000)))
const yearsLater = froms.map((from) => new Date(from.getTime() + 365 * 86_400_000))

/** Prints operations a second of each kind. */
export function benchCalendar(): void {
  console.log('\ncalendar')
  const begun = performance.now()
  const calendar = createBusinessCalendar(versions)
  const created = performance.now()
  calendar.openMilliseconds(new Date(begin), new Date(begin + 2 * 365 * 86_400_000))
  console.log(
    `made in ${(created - begun).toFixed(1)} ms, three years of windows in ${(performance.now() - created).toFixed(1)} ms more`,
  )

  const kinds: [string, (n: number) => number, (n: number) => number][] = [
    [
      'add 0.5 to 8 hours',
      (n) => calendar.add(at(froms, n), at(hours, n)).getTime(),
      (n) => naiveAdd(versions, [], at(froms, n), at(hours, n)).getTime(),
    ],
    [
      'between, up to 30 days',
      (n) => calendar.openMilliseconds(at(froms, n), at(days, n)),
      (n) => naiveOpenMilliseconds(versions, [], at(froms, n), at(days, n)),
    ],
    [
      'between, over a year',
      (n) => calendar.openMilliseconds(at(froms, n), at(yearsLater, n)),
      (n) => naiveOpenMilliseconds(versions, [], at(froms, n), at(yearsLater, n)),
    ],
  ]
  for (const [title, table, loop] of kinds) {
    for (let n = 0; n < 20; n++) if (table(n) !== loop(n)) throw new Error(`${title}: the table and the loop disagree`)
    const [fast, slow] = [perSecond(table, 300_000), perSecond(loop, 20)]
    console.log(`${title.padEnd(24)} ${say(fast)}/s   luxon day loop ${say(slow)}/s   ${say(fast / slow)} times`)
  }
}

/** The best of five rounds: the other processes of this machine come and go. */
function perSecond(ask: (n: number) => number, count: number): number {
  let best = 0
  let asked = 0
  for (let round = 0; round < 5; round++) {
    let sum = 0
    const begun = performance.now()
    for (const end = asked + count; asked < end; asked++) sum += ask(asked % questions)
    best = Math.max(best, (count * 1000) / (performance.now() - begun))
    if (Number.isNaN(sum)) throw new Error('an answer was no number')
  }
  return best
}

function at<T>(values: readonly T[], n: number): T {
  return values[n] as T
}

function say(figure: number): string {
  return Math.round(figure).toLocaleString('en').padStart(10)
}
