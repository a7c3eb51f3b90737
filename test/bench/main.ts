// `npm run bench`: figures with the machine's reference beside them, in one run. Nothing is asserted here; a bench that
// cannot finish says so. Parts can be chosen: npm run bench -- intake end-to-end notices size first-paint search sweep reports billing
// start calendar whatsapp; `--full` takes large sizes.
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { startRedis } from '../support/redis.ts'
import { benchBilling } from './billing.ts'
import { benchCalendar } from './calendar.ts'
import { benchEndToEnd, measureFollowUps, prepareChats } from './end-to-end.ts'
import { benchFirstPaint } from './first-paint.ts'
import { type Ground, openGround, startService } from './ground.ts'
import { benchIntake } from './intake.ts'
import { benchNotices } from './notice.ts'
import { benchReports } from './reports.ts'
import { benchSearch } from './search.ts'
import { benchSize } from './size.ts'
import { benchSweep } from './sweep.ts'
import { benchWhatsApp } from './whatsapp.ts'

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const full = process.argv.includes('--full')

async function part(name: string, run: (ground: Ground) => Promise<void>): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return
  console.log(`\n${name}`)
  const ground = await openGround()
  try {
    await run(ground)
  } finally {
    await ground.close()
  }
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}

const [processor] = cpus()
console.log(
  `${cpus().length} x ${processor?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}; all processes share these cores`,
)

if (wanted.length === 0 || wanted.includes('calendar')) benchCalendar()
await part('intake', (ground) => benchIntake(ground, full ? 100_000 : 20_000))
await part('end-to-end', (ground) => benchEndToEnd(ground))
await part('notices', async (ground) => {
  const redis = await startRedis()
  await benchNotices(ground, redis.url)
  await redis.remove()
  await benchNotices(ground, null)
})
await part('size', (ground) => benchSize(ground, 1000, full ? 1_000_000 : 100_000))
await part('first-paint', (ground) => benchFirstPaint(ground, 100_000))
await part('search', (ground) => benchSearch(ground, full ? 100_000 : 10_000, full ? 1_000_000 : 100_000))
await part('sweep', (ground) => benchSweep(ground, 100_000))
await part('reports', (ground) => benchReports(ground, 100_000))
await part('whatsapp', (ground) => benchWhatsApp(ground, 1000))
await part('billing', (ground) => benchBilling(ground, full ? 10_000 : 500, full ? 1_000_000 : 50_000))
await part('start', async (ground) => {
  const first = await startService(ground)
  await first.stop()
  const service = await startService(ground)
  console.log(
    `start on a new database ${first.startSeconds.toFixed(2)} s, later ${service.startSeconds.toFixed(2)} s (PostgreSQL running)`,
  )
  const begun = residentMegabytes(service.pid)
  await prepareChats(ground, service.url)
  const messages = full ? 100_000 : 3000
  for (let n = 0; n < 3; n++) {
    await measureFollowUps(ground, service.url, messages / 3)
    console.log(
      `resident ${begun.toFixed(0)} MB after the start, ${residentMegabytes(service.pid).toFixed(0)} MB after ${Math.round((messages / 3) * (n + 1))} messages`,
    )
  }
  await service.stop()
})
