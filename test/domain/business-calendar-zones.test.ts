// The calendar in processes that live elsewhere, and the wall clock under it beside luxon's.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { IANAZone } from 'luxon'
import { expect, test } from 'vitest'
import { readLocalClock } from '../../src/domain/local-clock.ts'

const program = join(import.meta.dirname, 'business-calendar-answers.ts')

/** What the calendar answers in a process of its own, and where that process believes to be. */
async function answersUnder(timeZone: string): Promise<{ zone: string; answers: string[] }> {
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: { ...process.env, TZ: timeZone } })
  return JSON.parse(stdout)
}

test('the calendar answers the same wherever the service runs', async () => {
  const zones = ['UTC', 'Pacific/Auckland', 'America/New_York']
  const [here, ...elsewhere] = await Promise.all(zones.map(answersUnder))
  expect([here, ...elsewhere].map((process) => process?.zone)).toEqual(zones)
  expect(here?.answers.length).toBeGreaterThan(1000)
  for (const there of elsewhere) expect(there.answers).toEqual(here?.answers)
})

test.each(['Europe/Vilnius', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Gaza', 'Pacific/Apia', 'Africa/Casablanca'])(
  'the wall clock of %s shows what luxon says, before and after each change',
  (timeZone) => {
    const zone = IANAZone.create(timeZone)
    const clock = readLocalClock(timeZone, { firstYear: 2000, lastYear: 2060 })
    const changes = clock?.changes ?? []
    const instants = Array.from({ length: 500 }, (_, n) => Date.UTC(2000, 0, 1) + n * 44 * 86_400_000 + n * 1009)
    for (const { at } of changes) instants.push(at - 1, at)
    expect(changes.length).toBeGreaterThan(10)
    expect(instants.map((instant) => clock?.toLocal(instant))).toEqual(
      instants.map((instant) => instant + zone.offset(instant) * 60_000),
    )
    const clear = instants.filter((instant) => changes.every(({ at }) => Math.abs(at - instant) > 86_400_000))
    expect(clear.map((instant) => clock?.toInstant(clock.toLocal(instant)))).toEqual(clear)
  },
)
