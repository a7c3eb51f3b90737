// /stats and /why through the front door: the month in words and as a picture, for administrators alone.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pictureSize } from '../../src/services/draw-weeks.ts'
import { readPixels } from '../playground/shrink-png.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { bringInSmallWorld, type SmallWorld, smallWorldNow } from '../support/small-world.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let world: SmallWorld
let jonas: Person
let petras: Person
let admin: Person

beforeAll(async () => {
  service = await startTestService()
  service.advance(Math.max(0, (smallWorldNow.getTime() - Date.now()) / 1000 + 1))
  people = await createDeskPeople(service)
  world = await bringInSmallWorld((method, path, body) => service.api(method, path, body))
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  admin = await connect(service, telegramIds.admin, 'Darius')
})

afterAll(() => service.stop())

test('an administrator reads the month: volumes, answers beside the plan’s average, promises, and what was missed', async () => {
  const asked = admin.send('/stats 2026-11')
  const { text } = await sees(admin, /November 2026/, { after: asked })
  const said = text.replaceAll('\u00a0', ' ')
  expect(said).toContain('Tickets: 6 opened, 3 ended, 3 open.')
  expect(said).toContain('Blocker: 1 opened, 0 ended, 1 open')
  expect(said).toContain('First answer: on average 1 h 1 min, half within 15 min, nine of ten within 3 h 30 min (4 answered).')
  expect(said).toContain('Further answers: on average 1 h 15 min, half within 1 h 15 min, nine of ten within 2 h (2 answered).')
  expect(said).toContain('Promises kept: 57.1 %, 3 missed.')
  expect(said).toContain('ENTERPRISE: 3 tickets, first answer 1 h 15 min (plan 15 min), 80 % kept')
  expect(said).toContain('PREMIUM: 2 tickets, 0 % kept')
  expect(said).toContain('Nordic Calls: 2 tickets')
  expect(said).toContain('nobody yet: 4 tickets')
  expect(said).toContain(`#${world.tickets.late} first answer, 1 h 30 min late`)
  expect(said).toMatch(new RegExp(`#${world.tickets.overdue} first answer, .+ late and not done yet`))
  expect(said).toContain('/why 12345')
})

test('the same month follows as a picture, in the right size and not blank', async () => {
  const asked = admin.send('/stats 2026-11')
  const photo = await sees(admin, (message) => message.files.length > 0, { after: asked, timeoutMs: 15_000 })
  expect(photo.text).toContain('New tickets and first answers by week')
  const [file] = photo.files
  expect(file?.kind).toBe('photo')
  const { width, height, pixels } = readPixels(file?.bytes ?? Buffer.alloc(0))
  expect({ width, height }).toEqual(pictureSize)
  expect(new Set(pixels).size).toBeGreaterThan(20)
})

test('engineers and clients are told that there is no such command', async () => {
  for (const person of [petras, jonas]) {
    const asked = person.send('/stats')
    await sees(person, 'I do not know /stats', { after: asked })
  }
})

test('without a month it is the one that runs, so far', async () => {
  const asked = admin.send('/stats')
  await sees(admin, /^\p{L}+ \d{4}, so far/u, { after: asked })
})

test.each(['2026-13', 'november', '2998-01', '2026-11 2026-12'])('“/stats %s” is answered with how to ask', async (words) => {
  const asked = admin.send(`/stats ${words}`)
  await sees(admin, /Which month\? For example \/stats \d{4}-\d\d/, { after: asked })
})

test('an engineer gives the reason for a missed promise, and it stands in the statistics', async () => {
  const { late, busy } = world.tickets
  const empty = petras.send(`/why ${late}`)
  await sees(petras, `Write the reason after the number: /why ${late}`, { after: empty })
  const kept = petras.send(`/why ${busy} Nothing to say`)
  await sees(petras, `#${busy}: no promise was missed there`, { after: kept })
  const first = petras.send(`/why ${late} We were ill`)
  await sees(petras, `#${late}: the reason is noted`, { after: first })
  const given = petras.send(`/why ${late} The provider answered\nonly on Monday`)
  await sees(petras, `#${late}: the reason is noted`, { after: given })
  const asked = admin.send('/stats 2026-11')
  await sees(admin, `#${late} first answer, 1 h 30 min late: The provider answered only on Monday`, { after: asked })
  const report = await service.api<{ breaches: { ticket: number; reason: string | null }[] }>(
    'GET',
    '/stats?from=2026-11-01&to=2026-11-30',
  )
  const reasons = report.breaches.map(({ ticket, reason }) => [ticket, reason])
  expect(reasons).toContainEqual([late, 'The provider answered only on Monday'])
  expect(reasons).toContainEqual([world.tickets.ignored, null])
})

test('in Lithuanian it reads as Lithuanian', async () => {
  await service.api('PATCH', `/engineers/${people.engineers.admin}`, { language: 'lt' })
  const asked = admin.send('/stats 2026-11')
  const { text } = await sees(admin, /2026 m\. lapkritis/, { after: asked })
  const said = text.replaceAll('\u00a0', ' ')
  expect(said).toContain('Užklausos: gauta 6, baigta 3, atvirų 3.')
  expect(said).toContain('ENTERPRISE: 3 užklausos, pirmas atsakymas 1 val. 15 min. (plane 15 min.), įvykdyta 80 %')
  await sees(admin, /mėnesį žodžiais aprašo/, { after: asked, timeoutMs: 15_000 })
})
