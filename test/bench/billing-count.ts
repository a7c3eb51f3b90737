// The count of a month's charges as a process of its own, so that its memory is its own: database's address, companies, entries.
import { openDatabase } from '../../src/db/client.ts'
import { createSecrets } from '../../src/db/secrets.ts'
import type { CompanyId } from '../../src/domain/ids.ts'
import { chargesOfMonth } from '../../src/services/count-charges.ts'
import { createDesk } from '../support/desk.ts'
import { inParallel, median, percentile } from './ground.ts'

const [url = '', companies = 0, entries = 0] = process.argv.slice(2).map((word, index) => (index === 0 ? word : Number(word)))
const month = '2026-10'
const secrets = createSecrets([Buffer.alloc(32, 'only for benches')])
const database = openDatabase({ url: String(url), secrets, now: () => new Date(), poolSize: 3, onCommit: () => {} })
const desk = createDesk()
const idOf = (n: number) => `00000000-0000-7000-8000-3${String(n).padStart(11, '0')}` as CompanyId
const count = (n: number) => database.transaction((tx) => chargesOfMonth(tx, desk, idOf(n), month))
const megabytes = () => process.memoryUsage.rss() / 2 ** 20

for (let n = 0; n < 30; n++) await count(n % Number(companies))
const alone: number[] = []
for (let n = 0; n < 60; n++) {
  const begun = performance.now()
  await count((n * 37) % Number(companies))
  alone.push(performance.now() - begun)
}
let lines = 0
let most = 0
const seconds = await inParallel(Number(companies), 3, async (n) => {
  const counted = await count(n)
  lines += counted.lines.length
  most = Math.max(most, megabytes())
})
await database.close()
console.log(
  `a month's charges of ${companies} companies with ${entries} entries: ${seconds.toFixed(1)} s, ${lines} lines, at most ${most.toFixed(0)} MB (aims for 10,000: 60 s, 300 MB)`,
)
console.log(`one company: ${median(alone).toFixed(1)} ms, at worst ${percentile(alone, 99).toFixed(1)} ms (aim 50)`)
